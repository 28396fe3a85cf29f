using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>The functions that ONNX Runtime fuses with a convolution or a product.</summary>
internal static class Activations
{
    /// <summary>A function by its name, with its constants in ONNX' order; constants that are not given are ONNX'.</summary>
    public static Tensor Apply(string? name, Tensor x, params IReadOnlyList<float?> constants)
    {
        return name switch
        {
            null or "" => x,
            "Relu" => x.Relu(),
            "Tanh" => x.Tanh(),
            "Sigmoid" => x.Sigmoid(),
            "LeakyRelu" => x.LeakyRelu(At(0, 0.01f)),
            "Elu" => x.Elu(At(0, 1)),
            "HardSigmoid" => x.HardSigmoid(At(0, 0.2f), At(1, 0.5f)),
            "HardSwish" => x.HardSwish(),
            "Softplus" => x.Softplus(),
            "Clip" => x.Clip(x.Number(At(0, float.MinValue)), x.Number(At(1, float.MaxValue))),
            "Gelu" => x.Gelu(),
            _ => throw new GapException($"attribute 'activation' is '{name}', a function that Bantam does not fuse."),
        };

        float At(int index, float otherwise) => constants.ElementAtOrDefault(index) ?? otherwise;
    }
}
