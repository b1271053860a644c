#pragma once
#include <stdint.h>

/// Allocations of the calling thread since its beginning: malloc, calloc, realloc and the aligned kinds.
uint64_t allocation_count(void);
