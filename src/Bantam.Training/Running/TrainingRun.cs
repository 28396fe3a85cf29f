using System.Diagnostics.CodeAnalysis;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Schedules;
using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>A training while it runs, as callbacks see it.</summary>
public sealed class TrainingRun
{
    private readonly StateMemory _memory;
    private readonly IReadOnlyList<Variable> _weights;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly Schedule _schedule;
    private readonly List<string> _saves = [];

    private readonly TrainerCore _core;

    internal TrainingRun(TrainerCore core, BatchedDataset training, BatchedDataset? validation)
    {
        (_core, Training, Validation) = (core, training, validation);
        _schedule = core.Optimizer.LearningRate;
        _memory = core.Memory;
        _weights = core.Weights;
        _metrics = core.Trainer.Metrics;
        string[] names = [TrainingStep.LossName, .. _metrics.Select(m => m.Name)];
        ValueNames = validation is not null ? [.. names, .. names.Select(n => "val_" + n)] : names;
    }

    /// <summary>The training data.</summary>
    public BatchedDataset Training { get; }

    /// <summary>The validation data; null where there are none.</summary>
    public BatchedDataset? Validation { get; }

    /// <summary>The loss that is minimized.</summary>
    public Loss Loss => _core.Loss;

    /// <summary>The variables that training changes, in the order of <see cref="GradientNorms"/>.</summary>
    public IReadOnlyList<Variable> Trained => _core.Trained;

    /// <summary>
    /// The norms of the gradients of the last step, before they are clipped; empty unless a callback says that it
    /// <see cref="TrainingCallback.NeedsGradientNorms"/>.
    /// </summary>
    public IReadOnlyList<float> GradientNorms { get; internal set; } = [];

    /// <summary>The names of what is measured in each epoch.</summary>
    public IReadOnlyList<string> ValueNames { get; }

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochResult> History => Results;

    /// <summary>Why the training stops; null while it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>
    /// The learning rate. One that is set takes the place of the optimizer's for all steps that follow, also those of later trainings.
    /// </summary>
    /// <exception cref="InvalidOperationException">The optimizer has a schedule, which would set another for the next step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or no number.</exception>
    public float LearningRate
    {
        get => GivenRate ?? LastRate;
        set
        {
            RequireNumber();
            GivenRate = Hyperparameter.NotNegative(value, nameof(LearningRate));
        }
    }

    /// <summary>Makes sure that the learning rate can be set.</summary>
    /// <exception cref="InvalidOperationException">The optimizer has a schedule.</exception>
    internal void RequireNumber()
    {
        if (_schedule is not ConstantSchedule)
            throw new InvalidOperationException(
                $"A learning rate is set where the optimizer has a number for it; it has {_schedule.GetType().Name}. Give it a number.");
    }

    /// <summary>The learning rate that was set; null where none was.</summary>
    internal float? GivenRate { get; set; }

    /// <summary>The learning rate of the last step, or of the first one before it.</summary>
    internal float LastRate { get; set; }

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

    /// <summary>Ends the training: after the epoch that has ended, or after the batch.</summary>
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

    /// <summary>The graph that predicts a batch; its variables have the values that they have now.</summary>
    /// <param name="batch">How many samples.</param>
    public Graph Predicting(int batch)
    {
        Store();
        return _core.Predicting(batch);
    }

    /// <summary>The graph of a step that learns from a batch, which whoever runs it runs on memory of their own.</summary>
    /// <param name="batch">How many samples.</param>
    public Graph Learning(int batch) => _core.LearningGraph(batch);

    /// <summary>What the model makes of each sample of some data as it is now.</summary>
    /// <param name="data">The data, of the fields of the training data.</param>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public Examination Examine(BatchedDataset data)
    {
        Store();
        return _core.Examine(data, CancellationToken.None);
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
