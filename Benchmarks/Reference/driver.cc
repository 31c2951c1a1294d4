// Redacts the "text" members of JSON Lines from stdin to stdout: DRIVER EXPRESSIONS [THREADS].
//
// No JSON is parsed: the member is found by its name, and ends at the first quote that no backslash escapes. Threads
// take chunks in turn, examine them side by side, and write in the order of the input.
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <thread>

#include "finder.h"

namespace {

constexpr size_t kChunk = 1 << 20;
constexpr std::string_view kMember = "\"text\":\"";

struct Chunk {
  std::vector<char> bytes;
  size_t size = 0;
  size_t number = 0;
  std::string output;
};

// Hands out whole lines; what is left of the last one waits for the next call.
class Input {
 public:
  bool next(Chunk& chunk) {
    std::lock_guard<std::mutex> lock(mutex_);
    chunk.size = rest_.size();
    if (chunk.bytes.size() < chunk.size + kChunk) chunk.bytes.resize(chunk.size + kChunk);
    std::copy(rest_.begin(), rest_.end(), chunk.bytes.begin());
    rest_.clear();
    while (!fill(chunk)) chunk.bytes.resize(chunk.bytes.size() * 2);
    chunk.number = count_++;
    return chunk.size > 0;
  }

 private:
  // False when the chunk is full and holds no line end.
  bool fill(Chunk& chunk) {
    while (chunk.size < chunk.bytes.size()) {
      ssize_t got = read(STDIN_FILENO, &chunk.bytes[chunk.size], chunk.bytes.size() - chunk.size);
      if (got <= 0) return true;
      chunk.size += static_cast<size_t>(got);
    }
    auto* line_end = static_cast<char*>(memrchr(chunk.bytes.data(), '\n', chunk.size));
    if (!line_end) return false;
    size_t whole = static_cast<size_t>(line_end + 1 - chunk.bytes.data());
    rest_.assign(line_end + 1, chunk.bytes.data() + chunk.size);
    chunk.size = whole;
    return true;
  }

  std::mutex mutex_;
  std::vector<char> rest_;
  size_t count_ = 0;
};

// Writes chunks in the order of their numbers, whoever comes first.
class Output {
 public:
  void write_in_turn(const Chunk& chunk) {
    std::unique_lock<std::mutex> lock(mutex_);
    turn_.wait(lock, [&] { return next_ == chunk.number; });
    for (size_t done = 0; done < chunk.output.size();) {
      ssize_t put = write(STDOUT_FILENO, chunk.output.data() + done, chunk.output.size() - done);
      if (put <= 0) std::exit(74);
      done += static_cast<size_t>(put);
    }
    ++next_;
    turn_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable turn_;
  size_t next_ = 0;
};

// Where the string that begins at `at` ends.
const char* closing_quote(const char* at, const char* end) {
  const char* begin = at;
  while ((at = static_cast<const char*>(memchr(at, '"', static_cast<size_t>(end - at))))) {
    const char* before = at;
    while (before > begin && before[-1] == '\\') --before;
    if ((at - before) % 2 == 0) return at;
    ++at;
  }
  return end;
}

void redact(Chunk& chunk, Finder& finder, const std::vector<std::string>& replacements) {
  std::vector<Match> matches;
  chunk.output.clear();
  const char* end = chunk.bytes.data() + chunk.size;
  const char* copied = chunk.bytes.data();
  const char* at = copied;
  while ((at = static_cast<const char*>(
              memmem(at, static_cast<size_t>(end - at), kMember.data(), kMember.size())))) {
    at += kMember.size();
    const char* quote = closing_quote(at, end);
    matches.clear();
    finder.find({at, static_cast<size_t>(quote - at)}, matches);
    std::sort(matches.begin(), matches.end(),
              [](const Match& one, const Match& other) { return one.begin < other.begin; });
    for (const Match& match : matches) {
      chunk.output.append(copied, at + match.begin);
      chunk.output += replacements[match.family];
      copied = at + match.end;
    }
    at = quote;
  }
  chunk.output.append(copied, end);
}

std::vector<Family> read_families(const char* path) {
  std::ifstream file(path);
  std::vector<Family> families;
  for (Family family; std::getline(file, family.name, '\t') && std::getline(file, family.expression);)
    families.push_back(family);
  return families;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s EXPRESSIONS [THREADS] < in.jsonl > out.jsonl\n", argv[0]);
    return 64;
  }
  const auto families = read_families(argv[1]);
  std::vector<std::string> replacements;
  for (const Family& family : families) replacements.push_back("<" + family.name + ">");
  Input input;
  Output output;
  std::vector<std::thread> threads;
  for (int left = argc > 2 ? std::atoi(argv[2]) : 1; left > 0; --left)
    threads.emplace_back([&, finder = std::shared_ptr<Finder>(make_finder(families))] {
      for (Chunk chunk; input.next(chunk);) {
        redact(chunk, *finder, replacements);
        output.write_in_turn(chunk);
      }
    });
  for (std::thread& thread : threads) thread.join();
}
