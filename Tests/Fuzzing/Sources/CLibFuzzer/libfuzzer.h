// libFuzzer has no header of its own; this is what the compiler's run-time library exports.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*testOneInput)(const uint8_t *bytes, size_t count));
