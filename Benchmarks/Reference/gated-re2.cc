// RE2 where it can match at all: bytes that every match needs are counted first, which the compiler turns into
// vector instructions, and most texts hold too few of them for any family.
#include <re2/re2.h>

#include <cstdio>
#include <cstdlib>

#include "finder.h"

namespace {

struct Counts {
  unsigned ats = 0, digits = 0, dots = 0, colons = 0;

  explicit Counts(std::string_view text) {
    // Counters of a byte each keep 32 lanes in a register; they overflow after 255 bytes.
    for (size_t start = 0; start < text.size(); start += 255) {
      auto part = text.substr(start, 255);
      uint8_t at = 0, digit = 0, dot = 0, colon = 0;
      for (char each : part) {
        auto byte = static_cast<uint8_t>(each);
        at += byte == '@';
        digit += static_cast<uint8_t>(byte - '0') < 10;
        dot += byte == '.';
        colon += byte == ':';
      }
      ats += at, digits += digit, dots += dot, colons += colon;
    }
  }

  // The least that the expressions can match with.
  bool allow(const Family& family) const {
    if (family.name == "EMAIL_ADDRESS") return ats > 0 && dots > 0;
    if (family.name == "IP_ADDRESS") return (dots >= 3 && digits >= 4) || colons >= 2;
    return digits >= (family.is_card() ? 15 : 8);
  }
};

std::vector<std::unique_ptr<RE2>> compile(const std::vector<Family>& families) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // bytes: all classes are ASCII
  options.set_max_mem(64 << 20);
  std::vector<std::unique_ptr<RE2>> expressions;
  for (const Family& family : families) {
    expressions.push_back(std::make_unique<RE2>(family.expression, options));
    if (!expressions.back()->ok()) {
      std::fprintf(stderr, "%s: %s\n", family.name.c_str(), expressions.back()->error().c_str());
      std::exit(70);
    }
  }
  return expressions;
}

class RE2Finder : public Finder {
 public:
  RE2Finder(const std::vector<std::unique_ptr<RE2>>& expressions,
            const std::vector<Family>& families)
      : expressions_(expressions), families_(families) {}

  void find(std::string_view text, std::vector<Match>& matches) override {
    const Counts counts(text);
    const re2::StringPiece subject(text.data(), text.size());
    for (uint32_t family = 0; family < families_.size(); ++family) {
      if (!counts.allow(families_[family])) continue;
      re2::StringPiece value;
      for (size_t at = 0; expressions_[family]->Match(subject, at, text.size(), RE2::UNANCHORED,
                                                      &value, 1);) {
        auto begin = static_cast<size_t>(value.data() - text.data());
        at = begin + value.size();
        if (families_[family].is_card() && !passes_luhn({value.data(), value.size()})) continue;
        take({static_cast<uint32_t>(begin), static_cast<uint32_t>(at), family}, matches);
      }
    }
  }

 private:
  const std::vector<std::unique_ptr<RE2>>& expressions_;
  const std::vector<Family>& families_;
};

}  // namespace

std::unique_ptr<Finder> make_finder(const std::vector<Family>& families) {
  static const auto expressions = compile(families);
  return std::make_unique<RE2Finder>(expressions, families);
}
