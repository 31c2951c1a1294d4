// PCRE2 as most programs use it: one JIT-compiled expression a family, over every text.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdio>
#include <cstdlib>

#include "finder.h"

namespace {

std::vector<pcre2_code*> compile(const std::vector<Family>& families) {
  std::vector<pcre2_code*> codes;
  for (const Family& family : families) {
    int error;
    PCRE2_SIZE offset;
    auto* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(family.expression.data()),
                               family.expression.size(), 0, &error, &offset, nullptr);
    if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
      std::fprintf(stderr, "%s: refused at byte %zu\n", family.name.c_str(), offset);
      std::exit(70);
    }
    codes.push_back(code);
  }
  return codes;
}

class PCRE2Finder : public Finder {
 public:
  PCRE2Finder(const std::vector<pcre2_code*>& codes, const std::vector<Family>& families)
      : codes_(codes), families_(families), data_(pcre2_match_data_create(1, nullptr)) {}
  ~PCRE2Finder() override { pcre2_match_data_free(data_); }

  void find(std::string_view text, std::vector<Match>& matches) override {
    auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    PCRE2_SIZE* pair = pcre2_get_ovector_pointer(data_);
    for (uint32_t family = 0; family < codes_.size(); ++family) {
      for (size_t at = 0; at < text.size(); at = pair[1]) {
        if (pcre2_jit_match(codes_[family], subject, text.size(), at, 0, data_, nullptr) < 0) break;
        auto value = text.substr(pair[0], pair[1] - pair[0]);
        if (families_[family].is_card() && !passes_luhn(value)) continue;
        take({static_cast<uint32_t>(pair[0]), static_cast<uint32_t>(pair[1]), family}, matches);
      }
    }
  }

 private:
  const std::vector<pcre2_code*>& codes_;
  const std::vector<Family>& families_;
  pcre2_match_data* data_;
};

}  // namespace

std::unique_ptr<Finder> make_finder(const std::vector<Family>& families) {
  static const auto codes = compile(families);
  return std::make_unique<PCRE2Finder>(codes, families);
}
