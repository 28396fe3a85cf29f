using Bantam.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tensor = Bantam.Tensors.Tensor;

namespace Bantam.Onnx.Tests;

/// <summary>ONNX Runtime, the judge of what we write and compute.</summary>
internal static class Ort
{
    /// <summary>Runs a model on inputs; outputs by name.</summary>
    public static Dictionary<string, Tensor> Run(byte[] model, IReadOnlyDictionary<string, Tensor> inputs)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using var session = new InferenceSession(model, options);
        using var results = session.Run([.. session.InputNames.Select(n => Value(n, inputs[n]))]);
        return results.ToDictionary(r => r.Name, Read);
    }

    private static NamedOnnxValue Value(string name, Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => Value<float>(name, tensor),
        ElementType.Double => Value<double>(name, tensor),
        ElementType.Int8 => Value<sbyte>(name, tensor),
        ElementType.UInt8 => Value<byte>(name, tensor),
        ElementType.Int32 => Value<int>(name, tensor),
        ElementType.Int64 => Value<long>(name, tensor),
        ElementType.String => NamedOnnxValue.CreateFromTensor(
            name, new DenseTensor<string>(tensor.Strings.ToArray(), tensor.Shape.Sizes)),
        _ => Value<bool>(name, tensor),
    };

    private static NamedOnnxValue Value<T>(string name, Tensor tensor) where T : unmanaged =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(tensor.ToArray<T>(), tensor.Shape.Sizes));

    private static Tensor Read(DisposableNamedOnnxValue value) => value.ElementType switch
    {
        TensorElementType.Float => Read<float>(value),
        TensorElementType.Double => Read<double>(value),
        TensorElementType.Int8 => Read<sbyte>(value),
        TensorElementType.UInt8 => Read<byte>(value),
        TensorElementType.Int32 => Read<int>(value),
        TensorElementType.Int64 => Read<long>(value),
        TensorElementType.Bool => Read<bool>(value),
        TensorElementType.String => Tensor.From(
            value.AsTensor<string>().ToArray(), Shape.Of(value.AsTensor<string>().Dimensions.ToArray())),
        var other => throw new NotSupportedException($"{value.Name} is {other}."),
    };

    private static Tensor Read<T>(DisposableNamedOnnxValue value) where T : unmanaged
    {
        var tensor = value.AsTensor<T>();
        return Tensor.From<T>(tensor.ToArray(), Shape.Of(tensor.Dimensions.ToArray()));
    }
}
