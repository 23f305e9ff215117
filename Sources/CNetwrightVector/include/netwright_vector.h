#pragma once
// The one place that knows the width of a vector register. Swift cannot ask for the target's
// features at compile time; clang can, and a typedef imported from here folds to a constant.

#if defined(__AVX512F__)
#define NW_LANES 16
#elif defined(__AVX2__)
#define NW_LANES 8
#else
#define NW_LANES 4
#endif

// Without FMA in the target, Swift's `addingProduct` is a library call for every lane.
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define NW_HAS_FMA 1
#else
#define NW_HAS_FMA 0
#endif

typedef float nw_vector __attribute__((ext_vector_type(NW_LANES)));
typedef int nw_int_vector __attribute__((ext_vector_type(NW_LANES)));

/// Tells the core that this is a spin loop.
static inline void nw_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// The same address, of which the optimizer knows nothing: without it, addresses that differ by a
/// stride known at run time become one long chain of additions.
static inline float *_Nonnull nw_opaque(float *_Nonnull address) {
  __asm__("" : "+r"(address));
  return address;
}

/// Asks for the line at an address, to be read soon.
static inline void nw_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address, 0, 2);
}

/// Asks for the line at an address, to be written soon.
static inline void nw_prefetch_write(const void *_Nonnull address) {
  __builtin_prefetch(address, 1, 2);
}

/// A whole vector from an address of any alignment. The optimizer puts this in line everywhere; Swift's
/// own load is a call where a function has grown long.
static inline nw_vector nw_load(const float *_Nonnull address) {
  nw_vector vector;
  __builtin_memcpy(&vector, address, sizeof vector);
  return vector;
}

/// The first `count` lanes from an address, fewer than all; the others are 0 and not read.
static inline nw_vector nw_load_first(const float *_Nonnull address, long count) {
#if defined(__AVX512F__)
  return (nw_vector)__builtin_ia32_loadups512_mask(
      address, (nw_vector)0, (unsigned short)((1u << count) - 1));
#elif defined(__AVX2__)
  nw_int_vector lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  return (nw_vector)__builtin_ia32_maskloadps256(
      (const nw_vector *)address, lanes < (nw_int_vector)(int)count);
#else
  nw_vector vector = 0;
  for (long lane = 0; lane < count; lane++) vector[lane] = address[lane];
  return vector;
#endif
}

/// As `nw_load`.
static inline nw_int_vector nw_load_int(const int *_Nonnull address) {
  nw_int_vector vector;
  __builtin_memcpy(&vector, address, sizeof vector);
  return vector;
}

/// Square root of every lane, correctly rounded; Swift's own goes lane by lane.
static inline nw_vector nw_square_root(nw_vector x) { return __builtin_elementwise_sqrt(x); }

/// Largest integral value not above each lane; Swift's own goes lane by lane.
static inline nw_vector nw_floor(nw_vector x) { return __builtin_elementwise_floor(x); }

/// `a * b + c` of every lane: one rounding with FMA in the target, two without.
static inline nw_vector nw_multiply_add(nw_vector a, nw_vector b, nw_vector c) {
#if NW_HAS_FMA
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// Nearest integers of lanes whose magnitude is below 2^31; truncates towards zero.
static inline nw_int_vector nw_truncate(nw_vector x) {
  return __builtin_convertvector(x, nw_int_vector);
}

/// The integers as floats, rounded to nearest.
static inline nw_vector nw_float(nw_int_vector x) { return __builtin_convertvector(x, nw_vector); }
