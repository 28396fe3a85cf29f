using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// An echo state network (H. Jaeger, 2001), a reservoir of fixed random weights; what is trained are the layers behind it: [batch, time,
/// in] → [batch, units], or [batch, time, units] with <c>returnSequences</c>. See <see cref="EchoStateCell"/>.
/// </summary>
/// <param name="units">The size of the state, 1 or more.</param>
/// <param name="connectivity">The share of the weights of the state that is not 0, above 0 and up to 1.</param>
/// <param name="leaky">How much of the state is new in a step, above 0 and up to 1.</param>
/// <param name="spectralRadius">The size of the greatest eigenvalue of the weights of the state, above 0.</param>
/// <param name="activation">The activation function; tanh by default.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights of the input; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="returnSequences">Whether it gives what comes out of all steps, rather than of the last.</param>
/// <param name="returnState">Whether it also gives the last state, to <c>ApplyAll</c>.</param>
/// <param name="goBackwards">Whether it reads sequences from their end; all steps then come out in that order.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class EchoState(
    int units, float connectivity = 0.1f, float leaky = 1, float spectralRadius = 0.9f, Func<Tensor, Tensor>? activation = null,
    bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null, bool returnSequences = false,
    bool returnState = false, bool goBackwards = false, string? name = null)
    : RNN(
        new EchoStateCell(
            units, connectivity, leaky, spectralRadius, activation, useBias, kernelInitializer, biasInitializer),
        returnSequences, returnState, goBackwards, zeroOutputForMask: false, name);
