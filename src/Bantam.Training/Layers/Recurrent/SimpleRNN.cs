using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A simple recurrent network (J. Elman, 1990): [batch, time, in] → [batch, units], or
/// [batch, time, units] with <c>returnSequences</c>. See <see cref="RNN"/> and <see cref="SimpleRNNCell"/>.
/// </summary>
/// <param name="units">The size of a state, 1 or more.</param>
/// <param name="activation">The activation function of what is new; tanh by default.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights of the input; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">The initializer of the weights of the state; orthogonal by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="dropout">The share of the inputs that is dropped in training, the same in all steps.</param>
/// <param name="recurrentDropout">The share of the state that is dropped in training, the same in all steps.</param>
/// <param name="returnSequences">Whether it gives what comes out of all steps, rather than of the last.</param>
/// <param name="returnState">Whether it also gives the last states, to <c>ApplyAll</c>.</param>
/// <param name="goBackwards">Whether it reads sequences from their end; all steps then come out in that order.</param>
/// <param name="zeroOutputForMask">Whether zeros come out of steps that a mask leaves out, rather than what came out before.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class SimpleRNN(
    int units, Func<Tensor, Tensor>? activation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    float dropout = 0, float recurrentDropout = 0, bool returnSequences = false,
    bool returnState = false, bool goBackwards = false, bool zeroOutputForMask = false, string? name = null)
    : UnitRNN(
        new SimpleRNNCell(
            units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout),
        returnSequences, returnState, goBackwards, zeroOutputForMask, name);
