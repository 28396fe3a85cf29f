using Bantam.Onnx.Reading;
using Bantam.Operators.Linear;
using Bantam.Operators.Logic;
using Bantam.Operators.Pooling;
using Bantam.Operators.Quantization;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.MicrosoftFusionRows;

namespace Bantam.Onnx.Rows;

/// <summary>Operators of ONNX Runtime on quantized numbers.</summary>
internal static class MicrosoftQuantizationRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Row("QuantizeLinear", node => node.Apply(new QuantizeLinear(Along(node)))),
        Row("DequantizeLinear", node => node.Apply(new DequantizeLinear(Along(node)))),
        Row("QLinearAdd", node => [To(node, 6, Of(node, 0) + Of(node, 3))]),
        Row("QLinearMul", node => [To(node, 6, Of(node, 0) * Of(node, 3))]),
        Row("QLinearLeakyRelu", node => [To(node, 3, Of(node, 0).LeakyRelu(node.Attributes.Float("alpha", 0.01f)))]),
        Row("QLinearSigmoid", node => [To(node, 3, Of(node, 0).Sigmoid())]),
        Row("QLinearSoftmax", Softmax),
        Row("QLinearConcat", Concat),
        Row("QLinearGlobalAveragePool", node => Images(node, x => new GlobalAveragePool().ApplyOne(x))),
        Row("QLinearAveragePool", node => Images(node, x => PoolRows.Average(node.Attributes).ApplyOne(x))),
        Row("MatMulIntegerToFloat", node => Product(
            node, node.Input(0), node.Optional(4), node.Optional(5), node.Input(2) * node.Input(3), node.Optional(6))),
        Row("DynamicQuantizeMatMul", DynamicProduct),
        Row("QGemm", Gemm),
        Row("MatMulNBits", PackedProduct),
    ];

    private static QuantizationAxis Along(OnnxNode node) => new(node.Attributes.Int("axis", 1), node.Attributes.Int("block_size", 0));

    /// <summary>The numbers that a quantized input stands for; scale and zero point come behind it.</summary>
    private static Tensor Of(OnnxNode node, int input)
    {
        var x = node.Input(input);
        return new DequantizeLinear(new()).ApplyOne(x, One(node.Input(input + 1)), Zero(node.Optional(input + 2)));
    }

    /// <summary>Numbers quantized by a scale and zero point; without the latter as input 0 is.</summary>
    private static Tensor To(OnnxNode node, int scale, Tensor y, ElementType? element = null)
    {
        var zero = Zero(node.Optional(scale + 1));
        return new QuantizeLinear(new(), zero is null ? element ?? node.Input(0).Element : null).ApplyOne(y, One(node.Input(scale)), zero);
    }

    /// <summary>A scalar, also where a file has it as a vector of one.</summary>
    private static Tensor One(Tensor x) => x.Shape.Rank > 0 && x.Shape.Count.Equals(1) ? x.Reshape(Shape.Scalar) : x;

    private static Tensor? Zero(Tensor? x) => x is null ? null : One(x);

    private static Tensor[] Softmax(OnnxNode node)
    {
        var (axis, opset) = (node.Attributes.Int("axis", -1), node.Attributes.Int("opset", 13));
        var x = Of(node, 0);

        // As of opset 13 along one axis, before over all from it on.
        var y = opset >= 13 ? x.Softmax(axis) : x.Flatten(axis).Softmax().Reshape(x.Shape);
        return [To(node, 3, y)];
    }

    private static Tensor[] Concat(OnnxNode node)
    {
        var axis = node.Attributes.OptionalInt("axis") ?? throw node.Error("attribute 'axis' is missing.");
        if (node.Inputs.Count < 5 || (node.Inputs.Count - 2) % 3 != 0)
            throw node.Error(
                $"behind the output's scale and zero point come parts of three inputs each; there are {node.Inputs.Count - 2}.");
        Tensor[] parts = [.. Enumerable.Range(0, (node.Inputs.Count - 2) / 3).Select(i => Of(node, 2 + (3 * i)))];
        return [To(node, 0, Tensor.Concat(axis, parts), node.Input(2).Element)];
    }

    /// <summary>Pooling of images whose channels may come last.</summary>
    private static Tensor[] Images(OnnxNode node, Func<Tensor, Tensor> pool)
    {
        var (x, isLast) = (Of(node, 0), node.Attributes.Bool("channels_last", false, null));
        var rank = x.Shape.Rank;
        var y = pool(isLast ? x.Transpose([0, rank - 1, .. Enumerable.Range(1, rank - 2)]) : x);
        return [To(node, 3, isLast ? y.Transpose([0, .. Enumerable.Range(2, rank - 2), 1]) : y)];
    }

    /// <summary>A product of integers, scaled.</summary>
    private static Tensor[] Product(OnnxNode node, Tensor left, Tensor? leftZero, Tensor? rightZero, Tensor scale, Tensor? bias)
    {
        var sums = new MatMulInteger().ApplyOne(left, node.Input(1), Zero(leftZero), Zero(rightZero)).Cast(ElementType.Float);
        var y = sums * One(scale);
        return [bias is null ? y : y + bias];
    }

    private static Tensor[] DynamicProduct(OnnxNode node)
    {
        var quantized = new DynamicQuantizeLinear().Apply(node.Input(0));
        return Product(node, quantized[0], quantized[2], node.Optional(3), quantized[1] * One(node.Input(2)), node.Optional(4));
    }

    private static Tensor[] Gemm(OnnxNode node)
    {
        var a = node.Attributes;
        var (left, right) = (node.Input(0), node.Input(3));
        if (a.Bool("transA", false, null)) left = left.TransposeLast();
        if (a.Bool("transB", false, null)) right = right.TransposeLast();
        var sums = new MatMulInteger().ApplyOne(left, right, Zero(node.Optional(2)), Zero(node.Optional(5)));
        if (node.Optional(6) is { } added) sums += added;
        var y = sums.Cast(ElementType.Float) * (One(node.Input(1)) * One(node.Input(4)) * a.Float("alpha", 1));
        return [node.Optional(7) is null ? y : To(node, 7, y)];
    }

    /// <summary>A product by a matrix of 2, 4 or 8 bits an element, in blocks along the depth that have a scale each.</summary>
    private static Tensor[] PackedProduct(OnnxNode node)
    {
        var a = node.Attributes;
        var (depth, columns, size, bits) = (Number("K"), Number("N"), Number("block_size"), a.Int("bits", 4));
        foreach (var hint in (string[])["accuracy_level", "weight_prepacked"]) a.Ignore(hint);
        if (bits is not (2 or 4 or 8)) throw new GapException($"attribute 'bits' is {bits}; Bantam reads 2, 4 and 8.");
        var (left, blocks) = (node.Input(0), (depth + size - 1) / size);
        var scales = node.Input(2).Cast(left.Element);
        var numbers = Unpacked(node.Input(1), bits, columns, blocks * size).Cast(left.Element);
        var zero = node.Optional(3) is not { } given ? Tensor.Scalar((float)(1 << (bits - 1))).Cast(left.Element)
            : (given.Element == ElementType.UInt8 ? Unpacked(given, bits, columns, blocks) : given).Cast(left.Element);
        var weights = node.Optional(4) is { } groups
            ? (numbers.Slice([1], [0], [depth]) - Gathered(zero, groups)) * Gathered(scales, groups)
            : ((numbers.Reshape(columns, blocks, size) - Blocks(zero)) * Blocks(scales)).Reshape(columns, blocks * size)
                .Slice([1], [0], [depth]);
        var y = left.MatMul(weights.TransposeLast());
        return [node.Optional(5) is { } bias ? y + bias : y];

        int Number(string name) => a.OptionalInt(name) is { } found && found > 0 ? found
            : throw node.Error($"attribute '{name}' is a number from 1 on; it is {a.OptionalInt(name)?.ToString() ?? "missing"}.");

        Tensor Blocks(Tensor x) => x.Shape.Rank == 0 ? x : x.Reshape(columns, blocks, 1);

        Tensor Gathered(Tensor x, Tensor indices) => x.Shape.Rank == 0 ? x : x.Reshape(columns, blocks).Gather(indices, 1);
    }

    /// <summary>Rows of numbers of some bits, the lowest first, each row in whole bytes.</summary>
    private static Tensor Unpacked(Tensor bytes, int bits, int rows, int count)
    {
        if (bits == 8) return bytes.Reshape(rows, -1).Slice([1], [0], [count]);
        bytes = bytes.Reshape(rows, -1, 1);
        var parts = Enumerable.Range(0, 8 / bits).Select(i => new BitwiseAnd().ApplyOne(
            i == 0 ? bytes : new BitShift(IsLeft: false).ApplyOne(bytes, Tensor.Scalar((byte)(i * bits))),
            Tensor.Scalar((byte)((1 << bits) - 1))));
        return Tensor.Concat(2, [.. parts]).Reshape(rows, -1).Slice([1], [0], [count]);
    }
}
