// What the driver asks of an engine: where the families' values are in one text.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct Family {
  std::string name;        // as it stands in the replacement
  std::string expression;  // without look-around, so that every engine takes it
  bool is_card() const { return name == "CREDIT_CARD"; }
};

struct Match {
  uint32_t begin, end;
  uint32_t family;
};

// One thread's side of an engine.
class Finder {
 public:
  virtual ~Finder() = default;
  // Appends matches, disjoint; an earlier family goes before a later one. The driver sorts them.
  virtual void find(std::string_view text, std::vector<Match>& matches) = 0;
};

// Compiles once, on the first call, and makes a finder for each thread.
std::unique_ptr<Finder> make_finder(const std::vector<Family>& families);

// The checksum of payment cards (ISO/IEC 7812-1, annex B) over the digits of a match.
inline bool passes_luhn(std::string_view text) {
  unsigned sum = 0;
  bool is_second = false;
  for (auto at = text.rbegin(); at != text.rend(); ++at) {
    unsigned digit = static_cast<unsigned char>(*at) - '0';
    if (digit > 9) continue;
    sum += is_second ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    is_second = !is_second;
  }
  return sum % 10 == 0;
}

// Takes a match unless another family has taken part of it.
inline void take(const Match& match, std::vector<Match>& matches) {
  for (const Match& other : matches)
    if (match.begin < other.end && other.begin < match.end) return;
  matches.push_back(match);
}
