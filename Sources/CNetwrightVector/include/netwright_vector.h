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
typedef unsigned nw_bits __attribute__((ext_vector_type(NW_LANES)));
typedef float nw_float8 __attribute__((ext_vector_type(8)));
typedef float nw_float4 __attribute__((ext_vector_type(4)));
typedef float nw_float2 __attribute__((ext_vector_type(2)));
typedef unsigned char nw_bytes __attribute__((ext_vector_type(NW_LANES)));

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

// What follows Swift can say by itself, in loops over lanes that it makes one operation of in the end:
// each costs the compiler as much as a whole function.

static inline nw_vector nw_add(nw_vector a, nw_vector b) { return a + b; }
static inline nw_vector nw_subtract(nw_vector a, nw_vector b) { return a - b; }
static inline nw_vector nw_multiply(nw_vector a, nw_vector b) { return a * b; }
static inline nw_vector nw_divide(nw_vector a, nw_vector b) { return a / b; }

static inline nw_int_vector nw_and(nw_int_vector a, nw_int_vector b) { return a & b; }
static inline nw_int_vector nw_or(nw_int_vector a, nw_int_vector b) { return a | b; }
static inline nw_int_vector nw_exclusive_or(nw_int_vector a, nw_int_vector b) { return a ^ b; }

/// Shifts by the low five bits of each lane of `b`; to the right the sign comes in.
static inline nw_int_vector nw_shift_left(nw_int_vector a, nw_int_vector b) {
  return (nw_int_vector)((nw_bits)a << ((nw_bits)b & 31));
}
static inline nw_int_vector nw_shift_right(nw_int_vector a, nw_int_vector b) {
  return a >> (b & 31);
}

/// `a` where a lane of the mask is negative, `b` elsewhere.
static inline nw_vector nw_select(nw_int_vector mask, nw_vector a, nw_vector b) {
  return mask ? a : b;
}
static inline nw_int_vector nw_select_int(nw_int_vector mask, nw_int_vector a, nw_int_vector b) {
  return mask ? a : b;
}

/// 0, 1, 2, … in the lanes.
static inline nw_int_vector nw_lane_numbers(void) {
#if NW_LANES == 16
  return (nw_int_vector){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#elif NW_LANES == 8
  return (nw_int_vector){0, 1, 2, 3, 4, 5, 6, 7};
#else
  return (nw_int_vector){0, 1, 2, 3};
#endif
}

/// Sum of the lanes, halves first.
static inline float nw_total(nw_vector x) {
#if NW_LANES == 16
  nw_float8 eight = x.lo + x.hi;
  nw_float4 four = eight.lo + eight.hi;
#elif NW_LANES == 8
  nw_float4 four = x.lo + x.hi;
#else
  nw_vector four = x;
#endif
  nw_float2 two = four.lo + four.hi;
  return two.x + two.y;
}

/// All lanes to an address of any alignment.
static inline void nw_store(float *_Nonnull address, nw_vector vector) {
  __builtin_memcpy(address, &vector, sizeof vector);
}
static inline void nw_store_int(int *_Nonnull address, nw_int_vector vector) {
  __builtin_memcpy(address, &vector, sizeof vector);
}

/// The first `count` lanes, fewer than all: one store for each bit of `count`.
__attribute__((always_inline)) static inline void nw_store_first(
    float *_Nonnull address, nw_vector vector, long count) {
#if NW_LANES == 16
  nw_float8 eight = vector.lo;
  if (count & 8) {
    __builtin_memcpy(address, &eight, sizeof eight);
    eight = vector.hi;
    address += 8;
  }
#elif NW_LANES == 8
  nw_vector eight = vector;
#endif
#if NW_LANES >= 8
  nw_float4 four = eight.lo;
  if (count & 4) {
    __builtin_memcpy(address, &four, sizeof four);
    four = eight.hi;
    address += 4;
  }
#else
  nw_vector four = vector;
#endif
  nw_float2 two = four.lo;
  if (count & 2) {
    __builtin_memcpy(address, &two, sizeof two);
    two = four.hi;
    address += 2;
  }
  if (count & 1) *address = two.x;
}

/// As `nw_store_first`, lane by lane.
__attribute__((always_inline)) static inline void nw_store_int_first(
    int *_Nonnull address, nw_int_vector vector, long count) {
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) address[lane] = vector[lane];
  }
}

/// As many bytes as a vector has lanes, as integers.
static inline nw_int_vector nw_load_bytes(const unsigned char *_Nonnull address) {
  nw_bytes bytes;
  __builtin_memcpy(&bytes, address, sizeof bytes);
  return __builtin_convertvector(bytes, nw_int_vector);
}

/// 1 where a lane of the mask is negative, 0 elsewhere, as bytes; the first `count` lanes.
__attribute__((always_inline)) static inline void nw_store_mask(
    unsigned char *_Nonnull address, nw_int_vector mask, long count) {
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) address[lane] = mask[lane] < 0;
  }
}

// Elements `stride` apart, the first `count` lanes of them; lanes that are not read are 0.

__attribute__((always_inline)) static inline nw_vector nw_load_strided(
    const float *_Nonnull address, long stride, long count) {
  nw_vector vector = 0;
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) vector[lane] = address[lane * stride];
  }
  return vector;
}
__attribute__((always_inline)) static inline nw_int_vector nw_load_int_strided(
    const int *_Nonnull address, long stride, long count) {
  nw_int_vector vector = 0;
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) vector[lane] = address[lane * stride];
  }
  return vector;
}
__attribute__((always_inline)) static inline nw_int_vector nw_load_bytes_strided(
    const unsigned char *_Nonnull address, long stride, long count) {
  nw_int_vector vector = 0;
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) vector[lane] = address[lane * stride];
  }
  return vector;
}
__attribute__((always_inline)) static inline void nw_store_strided(
    float *_Nonnull address, nw_vector vector, long stride, long count) {
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) address[lane * stride] = vector[lane];
  }
}
__attribute__((always_inline)) static inline void nw_store_int_strided(
    int *_Nonnull address, nw_int_vector vector, long stride, long count) {
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) address[lane * stride] = vector[lane];
  }
}
__attribute__((always_inline)) static inline void nw_store_mask_strided(
    unsigned char *_Nonnull address, nw_int_vector mask, long stride, long count) {
#pragma clang loop unroll(full)
  for (long lane = 0; lane < NW_LANES; lane++) {
    if (lane < count) address[lane * stride] = mask[lane] < 0;
  }
}
