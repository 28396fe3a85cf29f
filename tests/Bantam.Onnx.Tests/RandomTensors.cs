using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Seeded random inputs.</summary>
internal static class RandomTensors
{
    private static readonly string[] Words = ["", "a", "b,c,,d", " Tür \tan ", "B", "one two  three", "x"];

    /// <summary>A tensor: fractions from −2 to 2, integers from 0 to 3, words of a few.</summary>
    public static Tensor Of(TensorType type, Random random)
    {
        var tensor = new Tensor(type);
        switch (type.Element)
        {
            case ElementType.String: foreach (ref var text in tensor.Strings) text = Words[random.Next(Words.Length)]; break;
            case ElementType.Float: Fill<float>(tensor, () => (random.NextSingle() * 4) - 2); break;
            case ElementType.Double: Fill(tensor, () => (random.NextDouble() * 4) - 2); break;
            case ElementType.Int32: Fill(tensor, () => random.Next(4)); break;
            case ElementType.Int64: Fill<long>(tensor, () => random.Next(4)); break;
            case ElementType.Bool: Fill(tensor, () => random.Next(2) == 1); break;
            default: Fill(tensor, () => (byte)random.Next(4)); break;
        }

        return tensor;
    }

    /// <summary>Inputs of a graph; named dimensions have this size.</summary>
    public static Dictionary<string, Tensor> For(Graph graph, int seed, int named = 3) => For(graph.Inputs, seed, named);

    /// <summary>The same for some values; first dimensions with names are the batch.</summary>
    public static Dictionary<string, Tensor> For(IReadOnlyList<Value> values, int seed, int named, int? batch = null)
    {
        var random = new Random(seed);
        return values.ToDictionary(i => i.Name, i => Of(i.Type with { Shape = Sized(i.Type.Shape) }, random));

        Shape Sized(Shape shape) => new(shape.Select((d, axis) => d.IsKnown ? d : axis == 0 ? batch ?? named : named));
    }

    private static void Fill<T>(Tensor tensor, Func<T> next) where T : unmanaged
    {
        var span = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(tensor.Bytes);
        for (var i = 0; i < span.Length; i++) span[i] = next();
    }
}
