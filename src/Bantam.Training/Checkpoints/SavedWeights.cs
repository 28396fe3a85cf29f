using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Checkpoints;

/// <summary>Tensors of a file that variables get their values from, by name.</summary>
/// <param name="file">The name of the file, for messages.</param>
/// <param name="tensors">The tensors.</param>
/// <param name="isWhole">Whether every tensor must be a variable of the model.</param>
internal sealed class SavedWeights(string file, IReadOnlyDictionary<string, Tensor> tensors, bool isWhole)
{
    private readonly HashSet<string> _taken = [];

    /// <summary>Reads a file: of weights, or of the state of a training, which has other tensors besides.</summary>
    /// <exception cref="CheckpointException">It breaks a rule of the format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SavedWeights Read(string path)
    {
        var file = SafetensorsReader.Read(path);
        var isTraining = file.Metadata.GetValueOrDefault(TrainingCheckpoint.FormatKey) == TrainingCheckpoint.Format;
        return new SavedWeights(Path.GetFileName(path), file.Tensors, !isTraining);
    }

    /// <summary>Gives all variables of a model their values, or none of them.</summary>
    /// <exception cref="CheckpointException">A variable is missing or has another type, or a tensor is no variable.</exception>
    public void Fill(IReadOnlyList<Variable> variables)
    {
        foreach (var variable in variables) Find(variable);
        RequireAllTaken();
        foreach (var variable in variables) Fill(variable);
    }

    /// <summary>Gives a variable its value.</summary>
    /// <exception cref="CheckpointException">It is missing or has another type.</exception>
    public void Fill(Variable variable) => Find(variable).Bytes.CopyTo(variable.Value.Bytes);

    /// <summary>Makes sure that every tensor was a variable, where it must be.</summary>
    /// <exception cref="CheckpointException">One was not.</exception>
    public void RequireAllTaken()
    {
        if (isWhole && tensors.Keys.FirstOrDefault(k => !_taken.Contains(k)) is { } unknown)
            throw new CheckpointException(
                file, $"tensor '{unknown}': every tensor must be a variable of the model; this one is not. Was the file saved of another?");
    }

    private Tensor Find(Variable variable)
    {
        _taken.Add(variable.Name);
        if (!tensors.TryGetValue(variable.Name, out var tensor))
            throw new CheckpointException(
                file, $"variable '{variable.Name}': it must be in the file, and is not. Was the file saved of another model?");
        return tensor.Type == variable.Type ? tensor : throw new CheckpointException(
            file, $"variable '{variable.Name}': it is {variable.Type}; the file has {tensor.Type}. Was the file saved of another model?");
    }
}
