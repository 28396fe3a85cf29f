using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Training;
using Bantam.Training.Callbacks;

namespace Bantam.Cli.Learning;

/// <summary>
/// Keeps what was learned: after each epoch the model and, beside it, the state that a resume goes on from; when the training is
/// stopped in the middle of an epoch the state. A file is the new one or the old one, never half of each.
/// </summary>
/// <param name="path">The model's file.</param>
/// <param name="inference">The graph that predicts, with the variables' present values.</param>
internal sealed class KeepModel(string path, Func<OnnxModel> inference) : TrainingCallback
{
    private Dictionary<string, Tensor>? _weights;

    /// <summary>The file of the state that belongs to a model's file.</summary>
    public static string StateOf(string path) => Path.ChangeExtension(path, ".safetensors");

    /// <summary>Whether there is a state to go on from.</summary>
    public bool HasSaved { get; private set; }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result)
    {
        // Copying them brings the variables up to what the training has.
        _weights = run.CopyWeights(_weights);
        inference().Save(path);
        Save(run);
    }

    /// <inheritdoc/>
    public override void OnCancel(TrainingRun run) => Save(run);

    private void Save(TrainingRun run)
    {
        run.Save(StateOf(path));
        HasSaved = true;
    }
}
