// The two squashing functions of the network as exact sequences of float additions, multiplications and divisions, so
// that every machine, vector width and the trainer compute the same curve.
#pragma once

namespace casus::lang {

// tanh within 3e-7: a rational function on [-7.9, 7.9], constant beyond.
inline constexpr float kTanhLimit = 7.90531110763549805f;
inline constexpr float kTanhP[7] = {-2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f,
                                    5.12229709037114e-08f,  1.48572235717979e-05f, 6.37261928875436e-04f,
                                    4.89352455891786e-03f};
inline constexpr float kTanhQ[4] = {1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f,
                                    4.89352518554385e-03f};

inline float tanh_exact(float x) {
  x = x < -kTanhLimit ? -kTanhLimit : x;
  x = x > kTanhLimit ? kTanhLimit : x;
  const float s = x * x;
  float p = kTanhP[0];
  for (int i = 1; i < 7; ++i) p = p * s + kTanhP[i];
  float q = kTanhQ[0];
  for (int i = 1; i < 4; ++i) q = q * s + kTanhQ[i];
  return (x * p) / q;
}

inline float sigmoid_exact(float x) { return 0.5f * tanh_exact(0.5f * x) + 0.5f; }

}  // namespace casus::lang
