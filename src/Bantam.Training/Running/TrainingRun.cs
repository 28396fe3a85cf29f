using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Metrics;
using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>A training while it runs, as callbacks see it.</summary>
public sealed class TrainingRun
{
    private readonly StateMemory _memory;
    private readonly IReadOnlyList<Variable> _weights;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly List<string> _saves = [];

    internal TrainingRun(StateMemory memory, IReadOnlyList<Variable> weights, IReadOnlyList<Metric> metrics, bool hasValidation)
    {
        _memory = memory;
        _weights = weights;
        _metrics = metrics;
        string[] names = [TrainingStep.LossName, .. metrics.Select(m => m.Name)];
        ValueNames = hasValidation ? [.. names, .. names.Select(n => "val_" + n)] : names;
    }

    /// <summary>The names of what is measured in each epoch.</summary>
    public IReadOnlyList<string> ValueNames { get; }

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochResult> History => Results;

    /// <summary>Why the training stops; null while it goes on.</summary>
    public string? StopReason { get; private set; }

    internal List<EpochResult> Results { get; } = [];

    /// <summary>Whether the variables have values that are newer than the place that a resume goes on from.</summary>
    internal bool IsAhead { get; set; }

    /// <summary>The files to save to, taken from the run.</summary>
    internal IReadOnlyList<string> TakeSaves()
    {
        string[] saves = [.. _saves];
        _saves.Clear();
        return saves;
    }

    /// <summary>Ends the training after the epoch that has ended.</summary>
    public void Stop(string reason) => StopReason ??= reason;

    /// <summary>Saves the state of the training once all callbacks have been called, so that their state is in it too.</summary>
    public void Save(string path) => _saves.Add(path);

    /// <summary>Whether higher is better for a value.</summary>
    public bool IsHigherBetter(string value) =>
        _metrics.FirstOrDefault(m => m.Name == (value.StartsWith("val_", StringComparison.Ordinal) ? value[4..] : value))?.HigherIsBetter
            ?? false;

    /// <summary>The model's variables as they are now, by name; into tensors from an earlier call where there are some.</summary>
    public Dictionary<string, Tensor> CopyWeights(Dictionary<string, Tensor>? into = null)
    {
        Store();
        into ??= _weights.ToDictionary(v => v.Name, v => new Tensor(v.Type));
        foreach (var variable in _weights) variable.Value.Bytes.CopyTo(into[variable.Name].Bytes);
        return into;
    }

    /// <summary>Gives the model's variables values, by name.</summary>
    public void SetWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        Store();
        foreach (var variable in _weights) weights[variable.Name].Bytes.CopyTo(variable.Value.Bytes);
        _memory.Load();
    }

    /// <summary>Makes sure that tensors of a file can be the model's variables.</summary>
    /// <exception cref="FormatException">They cannot.</exception>
    internal void RequireWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        foreach (var variable in _weights)
        {
            if (!weights.TryGetValue(variable.Name, out var tensor))
                throw new FormatException($"the weights that it keeps must have '{variable.Name}', and have not.");
            if (tensor.Type != variable.Type)
                throw new FormatException($"'{variable.Name}' of the weights that it keeps must be {variable.Type}; it is {tensor.Type}.");
        }
    }

    private void Store()
    {
        IsAhead = true;
        _memory.Store();
    }
}
