// What Swift has no word for.

/// Brings the memory at `address` near without waiting for it; whatever the address, nothing fails.
static inline void prefetch(const void *address) { __builtin_prefetch(address, 1); }

/// Writes a zero to the byte at `address` if it is one, in one step with reading it: its page is there
/// afterwards, and what another thread writes at the same time is not lost.
static inline void touch(void *address) {
  unsigned char expected = 0;
  __atomic_compare_exchange_n(
      (unsigned char *)address, &expected, 0, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}
