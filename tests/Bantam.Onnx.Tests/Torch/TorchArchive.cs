using System.IO.Compression;
using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>What a script exported: models, tensors, and an index that says what they are.</summary>
internal sealed class TorchArchive
{
    private readonly ZipArchive _files;
    private readonly Lock _reading = new();

    public TorchArchive(string path)
    {
        _files = ZipFile.OpenRead(path);
        using var index = _files.GetEntry("index.json")!.Open();
        Index = JsonDocument.Parse(index).RootElement.Clone();
    }

    /// <summary>What <c>index.json</c> holds.</summary>
    public JsonElement Index { get; }

    /// <summary>The exports, those that the exporter refused too.</summary>
    public IEnumerable<TorchExport> Exports => Index.GetProperty("exports").Deserialize<TorchExport[]>(JsonSerializerOptions.Web)!;

    /// <summary>The bytes of a model's file.</summary>
    public byte[] Model(string key)
    {
        lock (_reading)
        {
            using var entry = _files.GetEntry(key + ".onnx")!.Open();
            var bytes = new MemoryStream();
            entry.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    /// <summary>A tensor of the table.</summary>
    public Tensor Tensor(string key)
    {
        var row = Index.GetProperty("tensors").GetProperty(key);
        var element = row.GetProperty("type").GetString() switch
        {
            "float32" => ElementType.Float,
            "float64" => ElementType.Double,
            "int64" => ElementType.Int64,
            "bool" => ElementType.Bool,
            var other => throw new NotSupportedException($"Tensor {key} is {other}."),
        };
        var shape = row.GetProperty("shape").Deserialize<int[]>()!;
        var tensor = new Tensor(new TensorType(element, Shape.Of(shape)));
        row.GetProperty("data").GetBytesFromBase64().CopyTo(tensor.Bytes);
        return tensor;
    }

    /// <summary>Tensors of the table by the names that keys are given by.</summary>
    public Dictionary<string, Tensor> Tensors(IReadOnlyDictionary<string, string> keys) =>
        keys.ToDictionary(k => k.Key, k => Tensor(k.Value));
}
