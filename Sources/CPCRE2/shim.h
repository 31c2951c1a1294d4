// PCRE2 is used for 8-bit code units only: text is UTF-8 bytes from end to end.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
