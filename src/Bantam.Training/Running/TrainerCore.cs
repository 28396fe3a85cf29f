using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>What a trainer keeps between calls: the variables' memory, the compiled steps, and where the training is.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed class TrainerCore(Trainer trainer, Forward forward, Loss loss, Optimizer optimizer)
{
    private readonly Dictionary<int, StepRunner> _learning = [];
    private readonly Dictionary<int, StepRunner> _measuring = [];
    private IReadOnlyList<Field>? _fields;
    private IReadOnlyList<Field> _measuredFields = [];
    private StateLayout? _layout;
    private StateMemory? _memory;
    private TrainingCheckpoint? _pending;
    private IReadOnlyList<Variable> _changing = [];

    /// <summary>Where the training is.</summary>
    public ResumeState Resume { get; set; } = new();

    /// <summary>Whether the last training came to its end, so that the next begins anew.</summary>
    public bool IsDone { get; set; }

    /// <summary>The trainer.</summary>
    public Trainer Trainer => trainer;

    /// <summary>The model's variables.</summary>
    public IReadOnlyList<Variable> Weights => [.. forward.Variables];

    /// <summary>The variables' memory.</summary>
    public StateMemory Memory => _memory!;

    /// <summary>Steps done so far.</summary>
    public int Step => MemoryMarshal.Read<int>(Memory[trainer.State.Step]);

    /// <summary>The learning rate of the last step.</summary>
    public float LearningRate => MemoryMarshal.Read<float>(Memory[trainer.State.LearningRate]);

    /// <summary>Whether steps measure the norms of their gradients; others are compiled where that changes.</summary>
    public bool MeasuresGradients
    {
        get;
        set
        {
            if (field != value) _learning.Clear();
            field = value;
        }
    }

    /// <summary>What is minimized.</summary>
    public Loss Loss => loss;

    /// <summary>The variables that steps follow gradients of, once it is made ready.</summary>
    public IReadOnlyList<Variable> Trained { get; private set; } = [];

    /// <summary>Saves the state of the training: that of the variables, or a loaded one that nothing could take yet.</summary>
    public void Save(string path)
    {
        if (_pending is { } pending && _fields is null)
        {
            pending.Write(path);
            return;
        }

        TakePending();
        TrainingCheckpoint.Write(path, Weights.Concat(trainer.State.Variables), Resume);
    }

    /// <summary>
    /// Takes a saved state: the model's variables at once where it is built, else when it is, and the rest when training begins.
    /// </summary>
    public void Take(TrainingCheckpoint checkpoint)
    {
        forward.Take(checkpoint);
        _pending = checkpoint;
    }

    /// <summary>Makes ready to learn from batches of a data set.</summary>
    public void Prepare(BatchedDataset data)
    {
        var fields = data.Source.Fields;
        if (_fields is null)
        {
            forward.Build(SampleWeights.Inputs(fields, trainer.SampleWeights));
            var state = trainer.State;
            var step = LearningStep(fields, Math.Min(data.Size, Math.Max(data.Source.Count, 1)));
            var first = step.Graph;
            Trained = step.Trained;
            BitConverter.TryWriteBytes(state.Seed.Value.Bytes, trainer.Seed);
            _layout = new StateLayout([.. forward.Variables, .. first.Variables, .. state.Variables]);
            _memory = new StateMemory(_layout);
            _changing = [.. first.Updates.Select(u => u.Variable)];
            _fields = fields;
        }
        else if (!_fields.SequenceEqual(fields))
        {
            throw new ShapeException(
                $"A trainer keeps to data of one kind; it was made ready for {string.Join(", ", _fields)}, and these are " +
                $"{string.Join(", ", fields)}.");
        }

        TakePending();
        Memory.Load();
    }

    /// <summary>The step that learns from a batch of some size.</summary>
    public StepRunner Learning(int batch)
    {
        if (_learning.TryGetValue(batch, out var runner)) return runner;
        return _learning[batch] = Compile(LearningStep(_fields!, batch).Graph, batch, _fields!, trainer.Metrics, _layout!, Memory);
    }

    /// <summary>The step that measures a batch of some size with the variables as they are in memory.</summary>
    public StepRunner Measuring(BatchedDataset data, int batch)
    {
        var fields = data.Source.Fields;
        if (!ReferenceEquals(fields, _measuredFields) && !fields.SequenceEqual(_measuredFields)) _measuring.Clear();
        _measuredFields = fields;
        if (_measuring.TryGetValue(batch, out var runner)) return runner;
        var graph = StepGraph.Build(forward.Predict(batch), fields, batch, loss, trainer.Metrics, trainer.SampleWeights, null);
        return _measuring[batch] = Compile(graph, batch, fields, trainer.Metrics, _layout!, Memory);
    }

    /// <summary>What changes the weights.</summary>
    public Optimizer Optimizer => optimizer;

    /// <summary>Puts the averages of the weights in their place, where the optimizer keeps some and has not done so itself.</summary>
    /// <returns>Whether it did; the variables then have the values that are in memory.</returns>
    public bool TakeAverages()
    {
        if (!optimizer.UseEma || optimizer.EmaOverwriteFrequency is not null) return false;
        Memory.Store();
        foreach (var weight in Weights)
            trainer.State.Find(weight, Averages.Slot)?.Value.Bytes.CopyTo(weight.Value.Bytes);
        Memory.Load();
        return true;
    }

    /// <summary>Writes the learning rate of a step down; returns it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="given">The rate that was given in place of the optimizer's; null for that.</param>
    public float SetLearningRate(int step, float? given)
    {
        var rate = given ?? optimizer.RateAt(step);
        MemoryMarshal.Write(Memory[trainer.State.LearningRate], rate);
        return rate;
    }

    /// <summary>A variable that steps change with an element that is NaN or infinite, and that; null where all are finite.</summary>
    public (Variable Variable, double Value)? FirstNotFinite()
    {
        foreach (var variable in _changing)
        {
            var bytes = Memory[variable];
            if (variable.Type.Element == ElementType.Float && FiniteCheck.Find<float>(bytes) is >= 0 and var single)
                return (variable, MemoryMarshal.Cast<byte, float>(bytes)[single]);
            if (variable.Type.Element == ElementType.Double && FiniteCheck.Find<double>(bytes) is >= 0 and var wide)
                return (variable, MemoryMarshal.Cast<byte, double>(bytes)[wide]);
        }

        return null;
    }

    /// <summary>Measures the model with its variables' values.</summary>
    public Evaluation Evaluate(BatchedDataset data, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        if (data.Count == 0)
            throw new DatasetException("data set",
                $"there must be at least one batch to measure; {data.Source.Count} samples make none of {data.Size}.");
        var fields = data.Source.Fields;
        forward.Build(SampleWeights.Inputs(fields, trainer.SampleWeights));
        _pending?.Apply(Weights, isWhole: false);
        var layout = new StateLayout(forward.Variables);
        var memory = new StateMemory(layout);
        var runners = new Dictionary<int, StepRunner>();
        var totals = new Totals(metrics);
        using var reader = data.Open();
        Measure(reader, totals, batch =>
        {
            if (runners.TryGetValue(batch, out var known)) return known;
            var graph = StepGraph.Build(forward.Predict(batch), fields, batch, loss, metrics, trainer.SampleWeights, null);
            return runners[batch] = Compile(graph, batch, fields, metrics, layout, memory);
        }, cancellationToken);
        return new Evaluation(
            totals.Samples, totals.Values(), metrics.Select((m, i) => (m.Name, totals.Sums[i])).ToDictionary(
            p => p.Name, p => (IReadOnlyList<double>)p.Item2));
    }

    /// <summary>The graph that predicts a batch.</summary>
    public Graph Predicting(int batch) => forward.Predict(batch);

    /// <summary>The graph of a step that learns from a batch.</summary>
    public Graph LearningGraph(int batch) => LearningStep(_fields!, batch).Graph;

    /// <summary>What the model, with its variables' values, makes of each sample.</summary>
    public Examination Examine(BatchedDataset data, CancellationToken cancellationToken)
    {
        if (data.SampleCount == 0) throw new DatasetException("data set", "there must be a sample to examine; there is none.");
        var fields = data.Source.Fields;
        forward.Build(SampleWeights.Inputs(fields, trainer.SampleWeights));
        _pending?.Apply(Weights, isWhole: false);
        var layout = new StateLayout(forward.Variables);
        var memory = new StateMemory(layout);
        var sessions = new Dictionary<int, Session>();
        Tensor? predictions = null;
        var losses = new List<float>(data.SampleCount);
        using var reader = data.Open();
        reader.Start(0);
        for (var first = 0; reader.MoveNext(); first += reader.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!sessions.TryGetValue(reader.Count, out var session))
            {
                var graph = StepGraph.Examine(forward.Predict(reader.Count), fields, reader.Count, loss, trainer.SampleWeights);
                sessions[reader.Count] = session = new Session(CpuPlanner.Plan(graph, trainer.Target, layout), memory, trainer.Threads);
            }

            for (var i = 0; i < fields.Count; i++)
                if (session.Plan.Inputs.ContainsKey(fields[i].Name))
                    reader[i].CopyTo(session.InputBytes(fields[i].Name));
            session.Run();
            var type = session.Plan.Outputs[StepGraph.PredictionName].Type;
            predictions ??= new Tensor(type with { Shape = new Shape([data.SampleCount, .. type.Shape.Skip(1)]) });
            var bytes = session.OutputBytes(StepGraph.PredictionName);
            bytes.CopyTo(predictions.Bytes[(bytes.Length / reader.Count * first)..]);
            if (session.Plan.Outputs.ContainsKey(StepGraph.LossesName)) losses.AddRange(session.Output<float>(StepGraph.LossesName));
        }

        return new Examination(predictions!, losses.Count == 0 ? null : losses);
    }

    /// <summary>Learns from one batch, all of a data set; the variables have what was learned then.</summary>
    /// <returns>The loss before the step.</returns>
    public float LearnOnce(ArrayDataset batch)
    {
        var all = batch.Batch(Math.Max(batch.Count, 1)).Prefetch(0);
        if (batch.Count == 0) throw new DatasetException("batch", "there must be a sample to learn from; there is none.");
        Prepare(all);
        var rate = SetLearningRate(Step, Resume.GivenRate);
        using var reader = all.Open();
        reader.Start(0);
        reader.MoveNext();
        var mean = Learning(batch.Count).Run(reader, new Totals(trainer.Metrics));
        if (!float.IsFinite(mean) || FirstNotFinite() is not null)
            throw new TrainingException(
                $"step {Step}: the loss and the weights must stay finite numbers; the loss is {mean} at a learning rate of {rate}. The "
                + "variables have their values of before. Lower the learning rate, or look for extreme values in the data.");
        Memory.Store();
        return mean;
    }

    /// <summary>Goes through all batches once.</summary>
    public static void Measure(BatchReader reader, Totals totals, Func<int, StepRunner> runner, CancellationToken cancellationToken)
    {
        totals.Clear();
        reader.Start(0);
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            runner(reader.Count).Run(reader, totals);
        }
    }

    private void TakePending()
    {
        if (_pending is not { } checkpoint) return;
        checkpoint.Apply([.. Weights.Concat(trainer.State.Variables).Distinct()], isWhole: true);
        (Resume, _pending, IsDone) = (checkpoint.Resume, null, false);
    }

    private TrainingStep LearningStep(IReadOnlyList<Field> fields, int batch) =>
        TrainingStep.Build(
            forward.Learn(batch, trainer.State), fields, batch, loss, optimizer, trainer.State, trainer.Metrics, forward.Trains,
            trainer.SampleWeights, MeasuresGradients);

    private StepRunner Compile(
        Graph graph, int batch, IReadOnlyList<Field> fields, IReadOnlyList<Metric> metrics, StateLayout layout, StateMemory memory)
    {
        var prediction = forward.Predict(batch).Outputs[0].Type.Shape;
        return new StepRunner(graph, fields, metrics, layout, memory, trainer.Target, trainer.Threads, loss, prediction);
    }
}
