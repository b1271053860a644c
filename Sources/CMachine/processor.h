// What Swift has no word for.

/// Brings the memory at `address` near without waiting for it; whatever the address, nothing fails.
static inline void prefetch(const void *address) { __builtin_prefetch(address, 1); }
