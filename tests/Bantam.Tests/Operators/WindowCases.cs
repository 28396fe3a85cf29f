using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// The windows that convolutions, pooling and their gradients share: one to three axes, strides, pads, dilations, groups.
/// </summary>
internal static class WindowCases
{
    /// <summary>A convolution of an image.</summary>
    /// <param name="Image">Batch, channels, spatial sizes.</param>
    /// <param name="Outputs">Output channels.</param>
    /// <param name="Kernel">The window.</param>
    internal sealed record Convolution(int[] Image, int Outputs, int[] Kernel)
    {
        public int Stride { get; init; } = 1;

        public int[] Pads { get; init; } = new int[2 * Kernel.Length];

        public int Dilation { get; init; } = 1;

        public int Group { get; init; } = 1;

        public ConvolutionAttributes Attributes =>
            new(Ints.From(Kernel.Select(_ => Stride)), Ints.From(Pads), Ints.From(Kernel.Select(_ => Dilation)), Group);

        public Ints Size => Ints.From(Image.Skip(2));

        public Tensor Weights => Between(-1, 1, [Outputs, Image[1] / Group, .. Kernel], seed: 2);

        public Tensor Input => Numbers(Image);

        /// <summary>What the gradient of the output might be.</summary>
        public Tensor Gradient => Between(-1, 1, new Conv(Attributes).ApplyOne(Input, Weights).Shape.Sizes, seed: 3);

        public override string ToString()
        {
            var details = new List<string>();
            if (Stride != 1) details.Add($"a stride of {Stride}");
            if (Pads.Any(p => p != 0)) details.Add($"pads {Ints.From(Pads)}");
            if (Dilation != 1) details.Add($"dilation {Dilation}");
            if (Group != 1) details.Add($"{Group} groups");
            var text = $"{Shape.Of(Image)} to {Outputs} by {Ints.From(Kernel)}";
            return details.Count == 0 ? text : $"{text} with {string.Join(" and ", details)}";
        }
    }

    /// <summary>The convolutions, with channel counts that leave remainders at every vector width.</summary>
    public static readonly Convolution[] Convolutions =
    [
        new([2, 1, 9, 7], 5, [3, 3]),
        new([1, 3, 6, 8], 17, [3, 3]) { Pads = [1, 1, 1, 1] },
        new([2, 4, 11, 10], 6, [5, 3]) { Stride = 2, Pads = [2, 1, 0, 1] },
        new([1, 2, 9, 10], 3, [3, 3]) { Pads = [2, 2, 2, 2], Dilation = 2 },
        new([2, 6, 7, 5], 4, [1, 1]),
        new([1, 5, 7, 7], 7, [1, 1]) { Stride = 2 },
        new([1, 4, 19, 6], 33, [1, 3]),
        new([2, 20, 5, 6], 20, [3, 3]) { Pads = [1, 1, 1, 1], Group = 20 },
        new([1, 7, 8, 9], 7, [3, 3]) { Stride = 2, Pads = [0, 1, 1, 0], Group = 7 },
        new([1, 17, 7, 8], 17, [2, 3]) { Dilation = 2, Group = 17 },
        new([2, 6, 6, 6], 9, [3, 3]) { Pads = [1, 1, 1, 1], Group = 3 },
        new([1, 6, 5, 5], 51, [2, 2]) { Group = 3 },
        new([1, 16, 5, 6], 24, [3, 3]) { Stride = 2, Group = 8 },
        new([1, 32, 4, 5], 64, [1, 1]) { Group = 8 },
        new([1, 128, 3, 4], 128, [3, 3]) { Pads = [1, 1, 1, 1], Group = 32 },
        new([1, 128, 3, 3], 128, [2, 2]) { Group = 64 },
        new([2, 15, 6, 9], 20, [3, 3]) { Pads = [1, 1, 1, 1], Group = 5 },
        new([1, 12, 4, 7], 24, [2, 3]) { Dilation = 2, Group = 6 },
        new([1, 7, 5], 28, [2]) { Stride = 2, Group = 7 },
        new([1, 6, 3, 4, 5], 6, [2, 2, 2]) { Group = 3 },
        new([2, 5, 6, 6], 10, [3, 3]) { Pads = [1, 1, 1, 1], Group = 5 },
        new([1, 6, 4, 4], 2, [3, 3]) { Group = 2 },
        new([2, 3, 23], 5, [3]),
        new([1, 4, 19], 18, [4]) { Stride = 2, Pads = [1, 2], Dilation = 3 },
        new([2, 6, 11], 6, [3]) { Pads = [1, 1], Group = 3 },
        new([1, 9, 12], 9, [5]) { Group = 9 },
        new([1, 6, 7], 6, [1]) { Group = 6 },
        new([2, 2, 4, 5, 6], 3, [2, 3, 2]),
        new([1, 2, 5, 6, 5], 17, [3, 2, 3]) { Stride = 2, Pads = [1, 0, 1, 0, 1, 2] },
        new([1, 4, 5, 4, 6], 6, [2, 2, 2]) { Dilation = 2, Group = 2 },
        new([1, 5, 3, 4, 5], 5, [2, 3, 2]) { Pads = [1, 1, 0, 0, 1, 1], Group = 5 },
    ];

    /// <summary>A pool over an image.</summary>
    internal sealed record Pool(int[] Image, int[] Kernel, int Stride, int[] Pads, bool Ceil = false)
    {
        public int Dilation { get; init; } = 1;

        public PoolAttributes Attributes => new(
            Ints.From(Kernel), Ints.From(Kernel.Select(_ => Stride)), Ints.From(Pads), Ceil,
            Dilations: Dilation == 1 ? null : Ints.From(Kernel.Select(_ => Dilation)));

        public override string ToString() => $"{Shape.Of(Image)} by {Ints.From(Kernel)} every {Stride} with pads {Ints.From(Pads)}"
            + (Ceil ? " rounded up" : "") + (Dilation == 1 ? "" : $" with dilation {Dilation}");
    }

    /// <summary>The pools, those with more taps than a kernel unrolls among them.</summary>
    public static readonly Pool[] Pools =
    [
        new([2, 3, 8, 8], [2, 2], 2, [0, 0, 0, 0]),
        new([1, 17, 9, 7], [3, 3], 2, [1, 1, 1, 1]),
        new([2, 5, 9, 12], [3, 3], 3, [0, 0, 0, 0]),
        new([1, 4, 7, 8], [2, 3], 1, [0, 0, 0, 0]),
        new([1, 4, 7, 8], [2, 3], 2, [0, 1, 0, 1], Ceil: true),
        new([1, 3, 10, 11], [9, 8], 1, [0, 0, 0, 0]),
        new([1, 2, 10, 20], [10, 10], 10, [0, 0, 0, 0]),
        new([2, 3, 13], [3], 2, [1, 0]),
        new([2, 18, 12], [4], 4, [0, 0]),
        new([1, 2, 4, 6, 5], [2, 3, 2], 1, [0, 1, 0, 1, 0, 1]),
        new([1, 3, 4, 2, 6], [2, 2, 2], 2, [0, 0, 0, 0, 0, 0]),
        new([1, 2, 5, 6, 5], [4, 5, 4], 1, [0, 0, 0, 0, 0, 0]),
        new([1, 17, 11, 9], [3, 2], 1, [1, 0, 0, 1]) { Dilation = 2 },
        new([2, 3, 10, 9], [2, 3], 2, [1, 1, 1, 1], Ceil: true) { Dilation = 2 },
        new([1, 5, 20], [3], 2, [0, 0]) { Dilation = 4 },
        new([1, 2, 20, 20], [9, 8], 1, [0, 0, 0, 0]) { Dilation = 2 },
    ];

    /// <summary>A case with tolerances for sums of many products.</summary>
    public static OperatorCase Case(string name, Operator op, params CaseInput?[] inputs) =>
        new(name, op, inputs) { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 3e-5 };
}
