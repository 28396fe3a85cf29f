using System.Text.Json;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>A network of <c>networks.py</c>.</summary>
/// <param name="Graph">The network as a file has it.</param>
/// <param name="Samples">Inputs and classes.</param>
/// <param name="Loss">PyTorch's cross-entropy of them.</param>
/// <param name="Gradients">PyTorch's gradients of the loss, by the names of the weights.</param>
internal sealed record TorchNetwork(Graph Graph, ArrayDataset Samples, double Loss, IReadOnlyDictionary<string, Tensor> Gradients)
{
    /// <summary>The network of a name.</summary>
    public static TorchNetwork Of(TorchArchive archive, string name)
    {
        var row = archive.Index.GetProperty("exports").EnumerateArray().Single(e => e.GetProperty("network").GetString() == name);
        return new TorchNetwork(
            OnnxModel.Load(archive.Model(Text("model"))).Graph,
            new ArrayDataset(("x", archive.Tensor(Text("x"))), ("class", archive.Tensor(Text("classes")))),
            row.GetProperty("loss").GetDouble(),
            archive.Tensors(row.GetProperty("gradients").Deserialize<Dictionary<string, string>>()!));

        string Text(string property) => row.GetProperty(property).GetString()!;
    }
}
