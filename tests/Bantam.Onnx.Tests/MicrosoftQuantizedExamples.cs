using Bantam.Tensors;
using static Bantam.Onnx.Tests.Build;

namespace Bantam.Onnx.Tests;

/// <summary>Examples of ONNX Runtime's operators on quantized numbers.</summary>
internal static class MicrosoftQuantizedExamples
{
    private static readonly TensorType Bytes = new(ElementType.UInt8, Shape.Of(3, 4));
    private static readonly TensorType Image = new(ElementType.UInt8, Shape.Of(1, 2, 4, 5));
    private static readonly TensorType Last = new(ElementType.UInt8, Shape.Of(1, 4, 5, 2)), Factor = new(ElementType.Int8, Shape.Of(4, 5));

    public static IEnumerable<MicrosoftExample> All =>
    [
        new("QuantizeLinear", [TensorType.Float(3, 4), .. By(0.1f, 9)]),
        new("DequantizeLinear", [Bytes, Tensor.From<float>([0.1f, 0.2f, 0.3f]), Tensor.From<byte>([1, 2, 3])], Int("axis", 0)),
        new("QLinearAdd", [Bytes, .. By(0.5f, 3), new TensorType(ElementType.UInt8, Shape.Of(4)),
            .. By(0.25f, 1), .. By(0.1f, 9)]) { Steps = 1 },
        new("QLinearMul", [Bytes, .. By(0.5f, 3), Bytes, .. By(0.25f, 1), .. By(0.03f, 9)]) { Steps = 1 },
        new("QLinearLeakyRelu", [Bytes, .. By(0.5f, 2), .. By(0.07f, 9)], Float("alpha", 0.3f)) { Steps = 1 },
        new("QLinearSigmoid", [Bytes, .. By(0.5f, 2), .. By(0.01f, 0)]) { Steps = 1 },
        new("QLinearSoftmax", [Bytes, .. By(0.5f, 2), .. By(0.004f, 0)], Int("axis", -1), Int("opset", 13)) { Steps = 1 },
        new("QLinearConcat", [.. By(0.2f, 4), Bytes, .. By(0.5f, 2), Bytes, .. By(0.3f, 1)], Int("axis", 1)) { Steps = 1 },
        new("QLinearGlobalAveragePool", [Image, .. By(0.5f, 2), .. By(0.05f, 9)]) { Steps = 1 },
        new("QLinearGlobalAveragePool", [Last, .. By(0.5f, 2), .. By(0.05f, 9)], Int("channels_last", 1)) { Steps = 1 },
        new("QLinearAveragePool", [Image, .. By(0.5f, 2), .. By(0.05f, 9)],
            Ints("kernel_shape", 3, 2), Ints("pads", 1, 0, 0, 1)) { Steps = 1 },
        new("QLinearAveragePool", [Last, .. By(0.5f, 2), .. By(0.05f, 9)],
            Ints("kernel_shape", 3, 2), Int("channels_last", 1)) { Steps = 1 },
        new("MatMulIntegerToFloat", [Bytes, Factor, Tensor.Scalar(0.5f), Tensor.Scalar(0.25f), Tensor.Scalar((byte)3),
            Tensor.Scalar((sbyte)-2), TensorType.Float(5)]),
        new("MatMulIntegerToFloat", [Bytes, Factor, Tensor.Scalar(0.5f), Tensor.From<float>([0.1f, 0.2f, 0.3f, 0.4f, 0.5f]), null,
            Tensor.From<sbyte>([1, 2, 3, 4, 5])]),
        new("DynamicQuantizeMatMul", [TensorType.Float(3, 4), Factor, Tensor.Scalar(0.25f), Tensor.Scalar((sbyte)2), TensorType.Float(5)]),
        new("DynamicQuantizeMatMul", [TensorType.Float(3, 4), Factor, Tensor.From<float>([0.1f, 0.2f, 0.3f, 0.4f, 0.5f])]),
        new("QGemm", [Bytes, .. By(0.5f, 3), Factor, Tensor.Scalar(0.25f), Tensor.Scalar((sbyte)2),
            new TensorType(ElementType.Int32, Shape.Of(5)), .. By(0.3f, 9)]) { Steps = 1 },
        new("QGemm", [Bytes, .. By(0.5f, 3), new TensorType(ElementType.Int8, Shape.Of(5, 4)), Tensor.Scalar(0.25f),
            Tensor.Scalar((sbyte)0)], Int("transB", 1), Float("alpha", 2)),
        new("MatMulNBits", [TensorType.Float(3, 32), Packed(5, 2, 8), TensorType.Float(5, 2)], Nibbles(32, 16)),
        new("MatMulNBits", [TensorType.Float(3, 40), Packed(5, 3, 8), TensorType.Float(5, 3), Packed(5, 2)], Nibbles(40, 16)),
        new("MatMulNBits", [TensorType.Float(3, 32), Packed(5, 2, 16), TensorType.Float(5, 2), null, null, TensorType.Float(5)],
            [Int("K", 32), Int("N", 5), Int("block_size", 16), Int("bits", 8)]),
    ];

    private static object?[] By(float scale, byte zero) => [Tensor.Scalar(scale), Tensor.Scalar(zero)];

    private static Bantam.Onnx.Protobuf.AttributeProto[] Nibbles(int depth, int block) =>
        [Int("K", depth), Int("N", 5), Int("block_size", block), Int("bits", 4)];

    private static Tensor Packed(params int[] shape)
    {
        var tensor = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(shape)));
        for (var i = 0; i < tensor.Bytes.Length; i++) tensor.Bytes[i] = (byte)((i * 37) + 11);
        return tensor;
    }
}
