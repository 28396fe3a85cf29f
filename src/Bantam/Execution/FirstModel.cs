using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Normalization;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// Takes less time for the first model of a process. The runtime prepares each method when it is called for the first time, which takes
/// longer than all that a small model needs by itself. While one thread reads the model's file, another takes a tiny one with the most
/// common layers through all of it: preparing, planning, compiling, running.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public static class FirstModel
{
    private const int Channels = 8;
    private static int _isExpected;

    /// <summary>
    /// Begins on another thread, and returns at once; does nothing where it was called before, or where there is one processor.
    /// </summary>
    /// <param name="target">What models are compiled for; null for the fastest target that this processor has.</param>
    public static void Expect(Target? target = null)
    {
        if (CpuTargets.Threads > 1 && Interlocked.Exchange(ref _isExpected, 1) == 0) Task.Run(() => Run(target));
    }

    /// <summary>Runs the tiny model.</summary>
    internal static void Run(Target? target)
    {
        var image = new TensorType(ElementType.Float, new Shape(1, 3, 8, 8));
        var graph = Inference.Prepare(Graph.Trace([("x", image)], inputs => [("y", Layers(inputs[0]))]));
        new GraphRunner(graph, target, threads: 1).Run(new Dictionary<string, Tensor> { ["x"] = new(image) });
    }

    private static Tensor Layers(Tensor x)
    {
        var padded = ConvolutionAttributes.Of(2) with { Pads = Ints.From([1, 1, 1, 1]) };
        var first = new Conv(padded).ApplyOne(x, Weights(Channels, 3, 3, 3), Weights(Channels));
        var (scale, bias, mean, variance) = (Weights(Channels), Weights(Channels), Weights(Channels), Weights(Channels));
        var scaled = new BatchNormalization().ApplyOne(first, scale, bias, mean, variance).Relu();
        var pointwise = new Conv(ConvolutionAttributes.Of(2)).ApplyOne(scaled, Weights(Channels, Channels, 1, 1), Weights(Channels));
        var rows = Tensor.Concat(1, scaled, pointwise).Transpose(0, 2, 3, 1).Reshape(-1, 2 * Channels);
        return new Gemm().ApplyOne(rows, Weights(2 * Channels, Channels), Weights(Channels)).Softmax();
    }

    private static Tensor Weights(params int[] shape) => new(new TensorType(ElementType.Float, new Shape([.. shape])));
}
