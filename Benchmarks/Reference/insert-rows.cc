// The least that storing costs: the members of every record into SQLite, the text plain or sealed with AES-256-GCM,
// and nothing looked for in it. insert-rows plain|sealed STORE < in.jsonl
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr size_t kRowsPerCommit = 50'000;
constexpr std::array<std::string_view, 6> kMembers = {
    "\"id\":\"",      "\"conversation_id\":\"", "\"tenant\":\"",
    "\"speaker\":\"", "\"timestamp\":\"",       "\"text\":\""};

std::vector<char> read_all() {
  std::vector<char> bytes(1 << 24);
  size_t size = 0;
  while (ssize_t got = read(STDIN_FILENO, &bytes[size], bytes.size() - size)) {
    if (got < 0) std::exit(74);
    size += static_cast<size_t>(got);
    if (size == bytes.size()) bytes.resize(size * 2);
  }
  bytes.resize(size);
  return bytes;
}

std::string_view member(std::string_view line, std::string_view name) {
  auto begin = line.find(name);
  if (begin == line.npos) return {};
  begin += name.size();
  auto end = begin;
  while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
  return line.substr(begin, end - begin);
}

void must(bool succeeded, const char* what) {
  if (succeeded) return;
  std::fprintf(stderr, "insert-rows: %s\n", what);
  std::exit(70);
}

// Nonces of four random bytes and a counter, as one key must never see one twice.
class Sealer {
 public:
  Sealer() {
    std::array<unsigned char, 32> key;
    must(RAND_bytes(key.data(), key.size()) == 1 && RAND_bytes(nonce_.data(), 4) == 1, "random");
    must(EVP_EncryptInit_ex(context_, EVP_aes_256_gcm(), nullptr, key.data(), nullptr), "key");
  }
  ~Sealer() { EVP_CIPHER_CTX_free(context_); }

  // Nonce, text and tag.
  std::string_view seal(std::string_view text) {
    ++count_;
    std::memcpy(&nonce_[4], &count_, sizeof count_);
    sealed_.resize(nonce_.size() + text.size() + 16);
    auto* output = sealed_.data();
    std::memcpy(output, nonce_.data(), nonce_.size());
    int length, rest;
    auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    bool sealed =
        EVP_EncryptInit_ex(context_, nullptr, nullptr, nullptr, nonce_.data()) &&
        EVP_EncryptUpdate(context_, output + nonce_.size(), &length, bytes,
                          static_cast<int>(text.size())) &&
        EVP_EncryptFinal_ex(context_, output + nonce_.size() + length, &rest) &&
        EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_GCM_GET_TAG, 16, output + sealed_.size() - 16);
    must(sealed, "seal");
    return {reinterpret_cast<char*>(output), sealed_.size()};
  }

 private:
  EVP_CIPHER_CTX* context_ = EVP_CIPHER_CTX_new();
  std::array<unsigned char, 12> nonce_;
  uint64_t count_ = 0;
  std::vector<unsigned char> sealed_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  const bool seals = std::string_view(argv[1]) == "sealed";
  const auto bytes = read_all();
  sqlite3* store;
  must(sqlite3_open(argv[2], &store) == SQLITE_OK, "open");
  auto run = [&](const char* sql) {
    must(sqlite3_exec(store, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
  };
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE records (id, conversation, tenant, speaker, at, text)");
  sqlite3_stmt* insert;
  must(sqlite3_prepare_v2(store, "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", -1, &insert,
                          nullptr) == SQLITE_OK,
       "prepare");
  Sealer sealer;
  size_t rows = 0;
  run("BEGIN");
  for (std::string_view left(bytes.data(), bytes.size()); !left.empty();) {
    auto line = left.substr(0, left.find('\n'));
    left.remove_prefix(std::min(line.size() + 1, left.size()));
    for (size_t at = 0; at < kMembers.size(); ++at) {
      auto value = member(line, kMembers[at]);
      if (seals && at + 1 == kMembers.size()) value = sealer.seal(value);
      sqlite3_bind_blob(insert, static_cast<int>(at + 1), value.data(),
                        static_cast<int>(value.size()), SQLITE_STATIC);
    }
    must(sqlite3_step(insert) == SQLITE_DONE, "insert");
    sqlite3_reset(insert);
    if (++rows % kRowsPerCommit == 0) run("COMMIT; BEGIN");
  }
  run("COMMIT");
  sqlite3_finalize(insert);
  must(sqlite3_close(store) == SQLITE_OK, "close");
}
