using System.Collections.Concurrent;
using Bantam.Onnx;
using Bantam.Tensors;
using LayerModel = Bantam.Training.Layers.Model;

namespace Bantam.Zoo.Tests;

/// <summary>Models that are made once for all tests, their files, and an input.</summary>
internal static class Made
{
    private static readonly ConcurrentDictionary<string, Lazy<LayerModel>> Models = new();

    /// <summary>A model with weights of seed 1.</summary>
    public static LayerModel Model(string name) => Models.GetOrAdd(name, n => new(() => ModelZoo.Find(n)!.Create(seed: 1))).Value;

    /// <summary>Its file.</summary>
    public static OnnxModel File(string name) => ModelZoo.Find(name)!.ToOnnx(Model(name));

    /// <summary>The bytes of that.</summary>
    public static byte[] Bytes(OnnxModel model)
    {
        var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Images of noise, about as a photograph that was normalized: channels first.</summary>
    public static Tensor Images(string name, int batch, int seed)
    {
        var side = ModelZoo.Find(name)!.Side;
        return Tensor.Random(Shape.Of(batch, 3, side, side), seed, -1.7f, 1.7f);
    }
}
