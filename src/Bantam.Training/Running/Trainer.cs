using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Targets.Cpu;
using Bantam.Training.Callbacks;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>
/// Trains a model on this processor. Each batch size is compiled once to one plan: forward, loss, gradients, optimizer. Equal seeds,
/// data and model give equal weights bit for bit, for any number of threads. The model's variables hold what was learned when a
/// training ends, is cancelled or saved.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public sealed class Trainer
{
    private readonly TrainerCore _core;
    private int _isBusy;

    /// <summary>A trainer of a model.</summary>
    /// <param name="model">The model. If it is not built yet, it is built for the data.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="trains">Which of the trainable variables change; null for all.</param>
    public Trainer(Model model, Loss loss, Optimizer optimizer, Func<Variable, bool>? trains = null)
        : this(new Forward.OfModel(model ?? throw new ArgumentNullException(nameof(model)), trains), loss, optimizer)
    {
    }

    /// <summary>A trainer of any inference graph, such as an imported model.</summary>
    /// <param name="graph">The graph; its variables are trained.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="trains">Which of the trainable variables change; null for all.</param>
    public Trainer(Graph graph, Loss loss, Optimizer optimizer, Func<Variable, bool>? trains = null)
        : this(new Forward.OfGraph(graph ?? throw new ArgumentNullException(nameof(graph)), trains), loss, optimizer)
    {
    }

    private Trainer(Forward forward, Loss loss, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        Metrics = loss switch
        {
            SparseCategoricalCrossentropy or CategoricalCrossentropy or CategoricalFocalCrossentropy => [new Accuracy()],
            BinaryCrossentropy binary => [new Accuracy(binary.Threshold)],
            BinaryFocalCrossentropy binary => [new Accuracy(binary.Threshold)],
            _ => [],
        };
        _core = new TrainerCore(this, forward, loss, optimizer);
    }

    /// <summary>
    /// The metrics that are computed along with the loss; by default the accuracy where the loss is a cross-entropy. With a loss from
    /// logits a single score predicts class 1 above 0.
    /// </summary>
    public IReadOnlyList<Metric> Metrics
    {
        get;
        init
        {
            StepGraph.RequireNames(value);
            field = value;
        }
    }

    /// <summary>
    /// How much samples count in the loss: a field of the data, classes, or a function of the target; null for all alike.
    /// </summary>
    public SampleWeights? SampleWeights { get; init; }

    /// <summary>
    /// Whether a training that takes longer than a second shows its progress on the terminal, where there is one and nobody else is given
    /// reports. It is written to the error stream.
    /// </summary>
    public bool ShowsProgress { get; init; } = true;

    /// <summary>How many threads train. It changes the speed, never the result.</summary>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = CpuTargets.Threads;

    /// <summary>The seed of dropout. That of the weights is the model's, that of the order the data's.</summary>
    public uint Seed { get; init; }

    /// <summary>The target that steps are compiled for; by default the fastest that this processor has.</summary>
    public Target Target { get; init; } = CpuTargets.Best;

    /// <summary>The least time between two reports of progress inside an epoch.</summary>
    public TimeSpan ReportInterval
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>The training state.</summary>
    public TrainingState State { get; } = new();

    /// <summary>
    /// Trains on another thread. After a training that was cancelled, or after <see cref="Load"/> of a saved one, it resumes where that
    /// stopped, and the result is bit for bit that of a training without an interruption.
    /// </summary>
    /// <param name="training">The training data; a <see cref="DatasetExtensions.Shuffle"/>d set gets a new order each epoch.</param>
    /// <param name="epochs">The number of epochs, those before a resume included.</param>
    /// <param name="validation">The validation data, evaluated after each epoch.</param>
    /// <param name="callbacks">Callbacks, such as <see cref="EarlyStopping"/> and <see cref="ModelCheckpoint"/>.</param>
    /// <param name="progress">Receives reports, a few times a second and after each epoch.</param>
    /// <param name="cancellationToken">Stops the training between two steps; its state is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is negative.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="TrainingException">The loss or a weight is no longer a finite number.</exception>
    /// <exception cref="Tensors.ShapeException">Data, model and loss do not fit.</exception>
    public Task<TrainingHistory> FitAsync(
        BatchedDataset training, int epochs, BatchedDataset? validation = null, IReadOnlyList<TrainingCallback>? callbacks = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        if (callbacks is not null) Hyperparameter.All(callbacks, nameof(callbacks));
        var terminal = ShowsProgress && progress is null ? ConsoleProgress.OfTerminal() : null;
        return Run(() =>
        {
            try
            {
                return new FitLoop(_core, training, epochs, validation, callbacks ?? [], progress ?? terminal).Run(cancellationToken);
            }
            finally
            {
                terminal?.EndLine();
            }
        }, cancellationToken);
    }

    /// <summary>Evaluates the model on every sample, on another thread.</summary>
    /// <param name="data">The data.</param>
    /// <param name="metrics">The metrics; null for <see cref="Metrics"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<Evaluation> EvaluateAsync(
        BatchedDataset data, IReadOnlyList<Metric>? metrics = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (metrics is not null) StepGraph.RequireNames(metrics);
        return Run(() => _core.Evaluate(data, metrics ?? Metrics, cancellationToken), cancellationToken);
    }

    /// <summary>What the model makes of each sample of a data set, on another thread: its prediction and its loss.</summary>
    /// <param name="data">The data; of a shuffled set the samples come in the order of its first epoch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<Examination> ExamineAsync(BatchedDataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Run(() => _core.Examine(data, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// One step on a batch of your own, for loops that are not epochs, such as those of two networks that learn from each other. The
    /// model's variables have what was learned when it returns; <see cref="FitAsync"/> copies them less often.
    /// </summary>
    /// <param name="fields">The inputs and, last, the target; the first axis is the samples.</param>
    /// <returns>The loss of the batch before the step.</returns>
    /// <exception cref="TrainingException">The loss or a weight is no longer a finite number.</exception>
    /// <exception cref="DatasetException">The tensors are not equally many samples, or an element is not a number.</exception>
    /// <exception cref="Tensors.ShapeException">Data, model and loss do not fit.</exception>
    public float TrainOnBatch(params IReadOnlyList<Tensors.Tensor> fields)
    {
        Hyperparameter.All(fields, nameof(fields));
        var named = fields.Select((f, i) => (i == fields.Count - 1 ? "target" : i == 0 ? "input" : $"input_{i}", f));
        var batch = new ArrayDataset([.. named]);
        var loss = 0f;
        Claim(() => loss = _core.LearnOnce(batch));
        return loss;
    }

    /// <summary>Saves variables, optimizer and position in the data as safetensors. The file is written whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The trainer is at work; a callback saves with
    /// <see cref="TrainingRun.Save"/>.</exception>
    public void Save(string path) => Claim(() => _core.Save(path));

    /// <summary>Restores a saved state. Model and optimizer must match those that it was saved from.</summary>
    /// <exception cref="CheckpointException">The file breaks a rule, or is not of this model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The trainer is at work.</exception>
    public void Load(string path) => Claim(() => _core.Take(TrainingCheckpoint.Read(path)));

    private async Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        Claim();
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private void Claim(Action work)
    {
        Claim();
        try
        {
            work();
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private void Claim()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException("The trainer is at work; await it before you ask for more.");
    }
}
