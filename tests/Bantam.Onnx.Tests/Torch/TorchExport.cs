namespace Bantam.Onnx.Tests.Torch;

/// <summary>One export of a layer, with what PyTorch computes; or why there is none.</summary>
/// <param name="Layer">Its name, which begins with the class.</param>
/// <param name="Opset">The opset that was asked for.</param>
/// <param name="Dynamic">Whether axes have names; then there are two runs of different sizes.</param>
/// <param name="Training">Whether the layer was exported as it trains.</param>
/// <param name="Model">The key of the file.</param>
/// <param name="Runs">Inputs with their outputs.</param>
/// <param name="Failure">What the exporter said where it refused.</param>
internal sealed record TorchExport(
    string Layer, int Opset, bool Dynamic, bool Training, string? Model, IReadOnlyList<TorchRun>? Runs, string? Failure)
{
    /// <summary>The class of <c>torch.nn</c>.</summary>
    public string Class => Layer.Split(' ')[0];

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Layer} at opset {Opset}{(Dynamic ? ", dynamic axes" : "")}{(Training ? ", training" : "")}";
}

/// <summary>A run of a layer in PyTorch: the keys of tensors.</summary>
/// <param name="Inputs">By the names of the model's inputs.</param>
/// <param name="Outputs">In order.</param>
internal sealed record TorchRun(IReadOnlyDictionary<string, string> Inputs, IReadOnlyList<string> Outputs);
