// Hyperscan: all families in one database, one scan of every text.
#include <hs/hs.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "finder.h"

namespace {

hs_database_t* compile(const std::vector<Family>& families) {
  std::vector<const char*> expressions;
  std::vector<unsigned> flags, ids;
  for (const Family& family : families) {
    ids.push_back(static_cast<unsigned>(ids.size()));
    expressions.push_back(family.expression.c_str());
    flags.push_back(HS_FLAG_SOM_LEFTMOST);
  }
  hs_database_t* database;
  hs_compile_error_t* error;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(ids.size()), HS_MODE_BLOCK, nullptr, &database,
                       &error) != HS_SUCCESS) {
    std::fprintf(stderr, "expression %d: %s\n", error->expression, error->message);
    std::exit(70);
  }
  return database;
}

class HyperscanFinder : public Finder {
 public:
  HyperscanFinder(const hs_database_t* database, const std::vector<Family>& families)
      : database_(database), families_(families) {
    if (hs_alloc_scratch(database, &scratch_) != HS_SUCCESS) std::exit(71);
  }
  ~HyperscanFinder() override { hs_free_scratch(scratch_); }

  void find(std::string_view text, std::vector<Match>& matches) override {
    found_.clear();
    text_ = text;
    hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, &note, this);
    if (found_.empty()) return;
    // Every end of a match is reported; the others take the longest.
    std::sort(found_.begin(), found_.end(), [](const Match& one, const Match& other) {
      if (one.family != other.family) return one.family < other.family;
      return one.begin != other.begin ? one.begin < other.begin : one.end > other.end;
    });
    for (const Match& match : found_) take(match, matches);
  }

 private:
  static int note(unsigned family, unsigned long long begin, unsigned long long end, unsigned,
                  void* context) {
    auto& self = *static_cast<HyperscanFinder*>(context);
    if (self.families_[family].is_card() && !passes_luhn(self.text_.substr(begin, end - begin)))
      return 0;
    self.found_.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end), family});
    return 0;
  }

  const hs_database_t* database_;
  const std::vector<Family>& families_;
  hs_scratch_t* scratch_ = nullptr;
  std::string_view text_;
  std::vector<Match> found_;
};

}  // namespace

std::unique_ptr<Finder> make_finder(const std::vector<Family>& families) {
  static hs_database_t* const database = compile(families);
  return std::make_unique<HyperscanFinder>(database, families);
}
