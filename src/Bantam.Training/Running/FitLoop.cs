using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;

namespace Bantam.Training.Running;

/// <summary>One training from where the trainer is to its end.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed class FitLoop(
    TrainerCore core, BatchedDataset training, int epochs, BatchedDataset? validation, IReadOnlyList<TrainingCallback> callbacks,
    IProgress<TrainingProgress>? progress)
{
    private const string KindKey = "kind";
    private readonly Totals _totals = new(core.Trainer.Metrics);
    private readonly Totals _measured = new(core.Trainer.Metrics);
    private readonly Stopwatch _elapsed = new();
    private readonly Stopwatch _learning = new();
    private TimeSpan _reported;
    private long _learned;
    private double _secondsBefore;
    private TimeSpan _epochStart;
    private float _rate;
    private ResumeState _captured = core.Resume;

    private ResumeState Resume => core.Resume;

    private int End => Resume.Start + epochs;

    /// <summary>Seconds that the steps of the epoch took, those before a resume included.</summary>
    private double LearningSeconds => _secondsBefore + (_learning.Elapsed - _epochStart).TotalSeconds;

    /// <summary>Trains.</summary>
    public TrainingHistory Run(CancellationToken cancellationToken)
    {
        if (training.Count == 0)
            throw new DatasetException("data set",
                $"there must be at least one batch; {training.Source.Count} samples make none of {training.Size}.");
        if (validation?.Count == 0)
            throw new DatasetException("validation data",
                $"there must be at least one batch; {validation.Source.Count} samples make none of {validation.Size}.");
        core.MeasuresGradients = callbacks.Any(c => c.NeedsGradientNorms);
        core.Prepare(training);

        // Data that do not fit are found before an epoch is spent on them.
        if (validation is not null) core.Measuring(validation, Math.Min(validation.Size, validation.Source.Count));
        Begin();
        var run = new TrainingRun(core, training, validation)
        {
            GivenRate = Resume.GivenRate,
            LastRate = core.Optimizer.RateAt(core.Step),
        };
        run.Results.AddRange(Resume.History);
        foreach (var callback in callbacks) callback.OnBegin(run);
        LoadCallbacks();
        using var reader = training.Open();
        using var validationReader = validation?.Open();
        try
        {
            _elapsed.Start();
            while (Resume.Epoch < End && run.StopReason is null)
            {
                var start = _elapsed.Elapsed;
                if (Resume.Batch == 0) Tell(run, callback => callback.OnEpochBegin(run, Resume.Epoch));
                if (Learn(run, reader, cancellationToken) is { } problem) return GiveUp(run, problem);
                Complete(run, validationReader, start, cancellationToken);
            }

            if (core.TakeAverages()) run.IsAhead = true;
            Tell(run, callback => callback.OnEnd(run));
            core.IsDone = true;
        }
        catch (OperationCanceledException)
        {
            Capture(run);
            Tell(run, callback => callback.OnCancel(run));
            Save(run);
            throw;
        }
        catch
        {
            // The variables still have the values that they had when they were last brought home; so must the place be.
            core.Resume = _captured;
            throw;
        }

        Capture(run);
        return new TrainingHistory([.. run.Results], run.StopReason);
    }

    private void Begin()
    {
        if (core.IsDone)
            core.Resume = new ResumeState { Epoch = Resume.Epoch, Start = Resume.Epoch, GivenRate = Resume.GivenRate };
        core.IsDone = false;
        if (Resume.Batch > 0 && Resume.Data != Describe())
            throw new TrainingException(
                $"A training that stopped in the middle of an epoch goes on with the same data; it had {Resume.Data}, these are " +
                $"{Describe()}.");
        Resume.Data = Describe();
        Resume.Restore(_totals);
        _secondsBefore = Resume.LearningSeconds;

        // An epoch of which only the validation is left makes no step that would set it.
        _rate = core.LearningRate;
        _captured = Resume with { };
    }

    private void LoadCallbacks()
    {
        if (Resume.Callbacks.Count == 0) return;
        if (Resume.Callbacks.Count != callbacks.Count)
            throw new TrainingException(
                $"A training goes on with the callbacks that it had, {Resume.Callbacks.Count}; there are {callbacks.Count}.");
        for (var i = 0; i < callbacks.Count; i++)
        {
            var (texts, tensors) = Resume.Callbacks[i];
            if (texts.TryGetValue(KindKey, out var kind) && kind != KindOf(callbacks[i]))
                throw new TrainingException(
                    $"A training goes on with the callbacks that it had, in their order; number {i + 1} of them is {kind}, and " +
                    $"{KindOf(callbacks[i])} is given. Give them in that order.");
            try
            {
                callbacks[i].Load(texts, tensors);
            }
            catch (Exception error) when (Resume.File is not null && error is KeyNotFoundException or FormatException or OverflowException)
            {
                throw new CheckpointException(
                    Resume.File!, $"callback {i + 1} ({KindOf(callbacks[i])}): it must be in the file as it was saved; {error.Message}",
                    error);
            }
        }
    }

    /// <summary>Calls callbacks. Where one of them brings the variables home, the place goes with them, also where one fails.</summary>
    private void Tell(TrainingRun run, Action<TrainingCallback> what)
    {
        try
        {
            foreach (var callback in callbacks) what(callback);
        }
        finally
        {
            if (run.IsAhead) Capture(run);
        }
    }

    private static string KindOf(TrainingCallback callback) => callback.GetType().Name;

    /// <summary>Learns from the batches of an epoch; returns what is no longer finite where a callback makes that the end.</summary>
    private string? Learn(TrainingRun run, BatchReader reader, CancellationToken cancellationToken)
    {
        reader.Start(Resume.Epoch, Resume.Batch);
        _learning.Start();
        try
        {
            while (run.StopReason is null && reader.MoveNext())
            {
                if (cancellationToken.IsCancellationRequested && NotFiniteWeight() is { } found) return Settle(run, found);
                cancellationToken.ThrowIfCancellationRequested();
                if (Step(run, reader) is { } problem) return Settle(run, problem);
            }

            return NotFiniteWeight() is { } last ? Settle(run, last) : null;
        }
        finally
        {
            _learning.Stop();
        }
    }

    /// <summary>What to do about a number that is not finite: a callback knows, or it is an error.</summary>
    private string Settle(TrainingRun run, string problem) =>
        callbacks.Any(c => c.OnNotFinite(run, problem)) ? problem : throw new TrainingException(problem);

    /// <summary>Ends a training whose weights are lost. They become again what they were when they were last brought home.</summary>
    private TrainingHistory GiveUp(TrainingRun run, string problem)
    {
        run.Stop(problem);
        core.Resume = _captured;
        core.Memory.Load();
        Tell(run, callback => callback.OnEnd(run));
        core.IsDone = true;
        return new TrainingHistory([.. run.Results], run.StopReason);
    }

    /// <summary>
    /// A step tells by its loss what the one before it did to the weights; what the last one did they must tell themselves.
    /// </summary>
    private string? NotFiniteWeight() => core.FirstNotFinite() is not var (variable, value) ? null :
        $"epoch {Resume.Epoch + 1}, after batch {Resume.Batch}: weights must stay finite numbers; '{variable.Name}' has {value} after a " +
        $"step at a learning rate of {_rate}. Lower the learning rate, or look for extreme values in the data.";

    private string? Step(TrainingRun run, BatchReader reader)
    {
        _rate = run.LastRate = core.SetLearningRate(core.Step, run.GivenRate);
        var runner = core.Learning(reader.Count);
        var loss = runner.Run(reader, _totals);
        if (core.MeasuresGradients) run.GradientNorms = runner.GradientNorms;
        if (!float.IsFinite(loss))
            return $"epoch {Resume.Epoch + 1}, batch {Resume.Batch + 1}: the loss must be a finite number; it is {loss} at a learning " +
                $"rate of {_rate}. Lower the learning rate, or look for extreme values in the data.";
        Resume.Batch++;
        _learned += reader.Count;
        if (progress is not null && _elapsed.Elapsed - _reported >= core.Trainer.ReportInterval) Report(null);
        if (callbacks.Count == 0) return null;
        var result = new BatchResult(Resume.Epoch, Resume.Batch - 1, core.Step, reader.Count, loss, _rate);
        _learning.Stop();
        Tell(run, callback => callback.OnBatchEnd(run, result));
        Save(run);
        _learning.Start();
        return null;
    }

    private void Complete(TrainingRun run, BatchReader? reader, TimeSpan start, CancellationToken cancellationToken)
    {
        var values = _totals.Values();
        if (reader is not null)
        {
            TrainerCore.Measure(reader, _measured, batch => core.Measuring(validation!, batch), cancellationToken);
            foreach (var (name, value) in _measured.Values("val_")) values[name] = value;
        }

        var speed = _totals.Samples / Math.Max(LearningSeconds, 1e-9);
        var result = new EpochResult(Resume.Epoch, values, _rate, (_elapsed.Elapsed - start).TotalSeconds, speed);
        run.Results.Add(result);
        Report(result);
        (Resume.Epoch, Resume.Batch) = (Resume.Epoch + 1, 0);
        (_secondsBefore, _epochStart) = (0, _learning.Elapsed);
        _totals.Clear();
        Tell(run, callback => callback.OnEpochEnd(run, result));
        Save(run);
    }

    private void Report(EpochResult? completed)
    {
        if (progress is null) return;
        _reported = _elapsed.Elapsed;
        var (samples, seconds) = _learned > 0 ? (_learned, _learning.Elapsed.TotalSeconds) : (_totals.Samples, LearningSeconds);
        var speed = samples / Math.Max(seconds, 1e-9);
        var left = ((long)(End - Resume.Epoch) * training.SampleCount) - _totals.Samples;
        progress.Report(new TrainingProgress(
            Resume.Epoch - Resume.Start, epochs, Resume.Batch, training.Count, _totals.Samples, _totals.Samples == 0 ? 0
            : _totals.Loss / _totals.Samples, _totals.Values(), _rate,
            speed, _elapsed.Elapsed, TimeSpan.FromSeconds(left / Math.Max(speed, 1e-9)), completed));
    }

    private void Save(TrainingRun run)
    {
        var files = run.TakeSaves();
        if (files.Count == 0) return;
        Capture(run);
        foreach (var file in files) core.Save(file);
    }

    /// <summary>Brings the variables and everything else that a resume takes to where they are saved from.</summary>
    private void Capture(TrainingRun run)
    {
        core.Memory.Store();
        run.IsAhead = false;
        Resume.Capture(_totals);
        Resume.GivenRate = run.GivenRate;
        Resume.LearningSeconds = LearningSeconds;
        Resume.History = [.. run.Results];
        Resume.Callbacks = [.. callbacks.Select(callback =>
        {
            var (texts, tensors) = (new Dictionary<string, string>(), new Dictionary<string, Tensor>());
            callback.Save(texts, tensors);
            texts[KindKey] = KindOf(callback);

            // What a callback keeps it goes on writing over.
            return (texts, tensors.ToDictionary(t => t.Key, t => Copy(t.Value)));
        })];
        _captured = Resume with { };
    }

    private static Tensor Copy(Tensor tensor)
    {
        var copy = new Tensor(tensor.Type);
        tensor.Bytes.CopyTo(copy.Bytes);
        return copy;
    }

    private string Describe()
    {
        var shuffled = training.Source as ShuffledDataset;
        return $"{training.Source.Count} samples in batches of {training.Size}{(training.DropsRemainder ? " without the rest" : "")}, " +
            $"{(shuffled is null ? "not shuffled" : $"shuffled with seed {shuffled.Seed}")}";
    }
}
