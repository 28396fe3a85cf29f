using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Transforms;

/// <summary>
/// Products and convolutions of 8-bit integers by constants without zero points and padding, on types that processors multiply several
/// of at once: unsigned by signed bytes, four at once, where they have an instruction for that; else both as numbers of 16 bits, less
/// their zero points, two at once. Sums of Int32 are the same in any order, so results are exact. Other such products are
/// expanded.
/// </summary>
internal static class IntegerProducts
{
    /// <summary>What makes an unsigned byte of a signed one.</summary>
    private const int Bias = 128;

    /// <summary>The graph with products of integers in these forms.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="multipliesTwo">Whether two numbers of 16 bits are multiplied at once.</param>
    /// <param name="multipliesFour">Whether four bytes are.</param>
    /// <param name="recorder">Is told what became of values; null where nobody wants to hear it.</param>
    public static Graph Apply(Graph graph, bool multipliesTwo, bool multipliesFour, TransformRecorder? recorder = null) =>
        !graph.Nodes.Any(n => IsProduct(n.Operator)) ? graph
        : GraphRewriter.Rewrite(graph, new GraphBuilder { MergesEqualNodes = true }, (node, inputs) =>
        {
            if (!IsProduct(node.Operator)) return null;
            if (multipliesTwo && Right.Of(node.Operator, inputs) is { } right)
                return [(multipliesFour ? OfBytes(node.Operator, inputs, right) : null) ?? OfShorts(node.Operator, inputs, right)];
            return inputs.Skip(2).All(zero => zero is null) && node.Operator is MatMulInteger ? null : node.Operator.Expand(inputs);
        }, written: recorder is null ? null : recorder.Note);

    /// <summary>Whether an operator is one that this is about.</summary>
    public static bool IsProduct(Operator op) => op is MatMulInteger or ConvInteger { Attributes.ChannelsLast: false };

    /// <summary>Both factors as Int16 less their zero points.</summary>
    private static Tensor OfShorts(Operator op, IReadOnlyList<Tensor?> inputs, Right right)
    {
        var left = inputs[0]!.Cast(ElementType.Int16);
        if (ZeroOfLeft(op, inputs) is { } zero) left -= zero.Cast(ElementType.Int16);
        return Product(op, left, right, ElementType.Int16, together: 2);
    }

    /// <summary>
    /// The right factor as Int8 less its zero point, the left one as it is: its zero point times the sums of the right factor is what
    /// the product has too much. Null where the right factor has numbers that Int8 does not have.
    /// </summary>
    private static Tensor? OfBytes(Operator op, IReadOnlyList<Tensor?> inputs, Right right)
    {
        if (!right.IsInt8 || inputs[0]!.Element == ElementType.Int16) return null;
        var (left, zero) = (inputs[0]!, ZeroOfLeft(op, inputs));
        if (left.Element == ElementType.Int8) (left, zero) = (Unsigned(left), zero is null ? Tensor.Scalar((byte)Bias) : Unsigned(zero));
        var product = Product(op, left, right, ElementType.Int8, together: 4, zero);
        return zero is null ? product : product - (zero.Cast(ElementType.Int32) * right.Sums());

        static Tensor Unsigned(Tensor signed) => (signed.Cast(ElementType.Int32) + Tensor.Scalar(Bias)).Cast(ElementType.UInt8);
    }

    /// <summary>The zero point of the left factor as it broadcasts to it; null where there is none.</summary>
    private static Tensor? ZeroOfLeft(Operator op, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs.ElementAtOrDefault(2) is not { } zero) return null;
        if (zero.Constant is { } known && !known.Bytes.ContainsAnyExcept((byte)0)) return null;
        return op is ConvInteger ? zero.Reshape() : MatMulInteger.ZeroOfRows(inputs[0]!, zero);
    }

    /// <summary>
    /// The product of a left factor whose depth is padded, which the right factor has zeros for, and whose image is padded by its zero
    /// point.
    /// </summary>
    private static Tensor Product(Operator op, Tensor left, Right right, ElementType element, int together, Tensor? zero = null)
    {
        int[] before = new int[left.Shape.Rank], after = new int[left.Shape.Rank];
        after[right.DepthOfLeft(left)] = right.Rest(together);
        if (zero is not null && op is ConvInteger { Attributes: var attributes })
        {
            attributes.Pads.Take(attributes.Rank).ToArray().CopyTo(before, 2);
            attributes.Pads.Skip(attributes.Rank).ToArray().CopyTo(after, 2);
            op = new ConvInteger(attributes with { Pads = Ints.From(new int[2 * attributes.Rank]) });
        }

        if (before.Concat(after).Any(p => p != 0)) left = left.Pad(before, after, PadMode.Constant, op is ConvInteger ? zero : null);
        return op.ApplyOne(left, right.As(element, together));
    }

    /// <summary>A constant right factor.</summary>
    /// <param name="Numbers">Its elements less their zero points.</param>
    /// <param name="Shape">Its shape.</param>
    /// <param name="IsConvolution">Whether it is weights [M, C, window…]; else a matrix [k, n].</param>
    private sealed record Right(int[] Numbers, Shape Shape, bool IsConvolution)
    {
        /// <summary>
        /// The right factor of a product; null where it is computed, or another for each of several products, and where less its zero
        /// point a factor has more than 16 bits.
        /// </summary>
        public static Right? Of(Operator op, IReadOnlyList<Tensor?> inputs)
        {
            if (inputs[1]!.Constant is not { } right || inputs[0]!.Shape.Rank < 2) return null;
            if (inputs.Take(2).Any(i => i!.Element == ElementType.Int16) && inputs.Skip(2).Any(zero => zero is not null)) return null;
            var isConvolution = op is ConvInteger;
            if (op is ConvInteger { Attributes.Group: > 1 } || (!isConvolution && right.Shape.Rank != 2)) return null;
            var numbers = right.ToNumbers<int>();
            if (inputs.ElementAtOrDefault(3) is not { } zero) return new(numbers, right.Shape, isConvolution);
            if (zero.Constant is not { } known) return null;
            var (zeros, inner) = (known.ToNumbers<int>(), isConvolution ? right.Shape.Product(1, right.Shape.Rank).Size : 1);
            for (var i = 0; i < numbers.Length; i++) numbers[i] -= zeros[i / inner % zeros.Length];
            return new(numbers, right.Shape, isConvolution);
        }

        public bool IsInt8 => Numbers.All(x => x is >= sbyte.MinValue and <= sbyte.MaxValue);

        public int DepthOfLeft(Tensor left) => IsConvolution ? 1 : left.Shape.Rank - 1;

        private int Depth => IsConvolution ? 1 : 0;

        /// <summary>How many elements the depth lacks to be a multiple.</summary>
        public int Rest(int together) => (together - (Shape[Depth].Size % together)) % together;

        /// <summary>The sum of each column, or of each output channel as it broadcasts to an image.</summary>
        public Tensor Sums()
        {
            var (channels, inner) = IsConvolution ? (Shape[0].Size, Shape.Product(1, Shape.Rank).Size) : (Shape[1].Size, 1);
            var sums = new int[channels];
            for (var i = 0; i < Numbers.Length; i++) sums[i / inner % channels] += Numbers[i];
            return Tensor.From(sums).Reshape([channels, .. Enumerable.Repeat(1, IsConvolution ? Shape.Rank - 2 : 0)]);
        }

        public Tensor As(ElementType element, int together)
        {
            var after = new int[Shape.Rank];
            after[Depth] = Rest(together);
            var tensor = Tensor.FromNumbers<int>(new TensorType(element, Shape), Numbers);
            return after[Depth] == 0 ? tensor : tensor.Pad(new int[Shape.Rank], after);
        }
    }
}
