using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// A long short-term memory whose products are convolutions (X. Shi et al., 2015): [batch, time, depth, height, width, in] →
/// [batch, …, filters], or [batch, time, …, filters] with <c>returnSequences</c>.
/// </summary>
/// <param name="filters">The number of output channels, 1 or more.</param>
/// <param name="kernelSize">The size of the kernels.</param>
/// <param name="strides">The strides on the input; 1 by default.</param>
/// <param name="padding">How the edges of the input are padded; those of the state are so that it keeps its size.</param>
/// <param name="dilationRate">The dilation of the kernel of the input; 1 by default.</param>
/// <param name="activation">The activation function of what is new; tanh by default.</param>
/// <param name="recurrentActivation">The activation function of the gates; sigmoid by default.</param>
/// <param name="useBias">Whether there is a bias, which is 1 for the forget gate at first.</param>
/// <param name="returnSequences">Whether it gives what comes out of all steps, rather than of the last.</param>
/// <param name="returnState">Whether it also gives the last states, to <c>ApplyAll</c>.</param>
/// <param name="goBackwards">Whether it reads sequences from their end; all steps then come out in that order.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size or a number is below 1.</exception>
public sealed class ConvLSTM3D(
    int filters, Size3D kernelSize, Size3D? strides = null, Padding padding = default, Size3D? dilationRate = null,
    Func<Tensor, Tensor>? activation = null, Func<Tensor, Tensor>? recurrentActivation = null, bool useBias = true,
    bool returnSequences = false, bool returnState = false, bool goBackwards = false, string? name = null)
    : UnitRNN(
        new ConvolutionalLSTMCell(
            filters, kernelSize.All, strides?.All, padding, dilationRate?.All, activation, recurrentActivation, useBias),
        returnSequences, returnState, goBackwards, zeroOutputForMask: false, name);
