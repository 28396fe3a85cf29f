using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;

namespace Bantam.Training;

/// <summary>One training from where the trainer is to its end.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
[RequiresUnreferencedCode("Looks vector methods up by name.")]
internal sealed class FitLoop(
    TrainerCore core, BatchedDataset training, int epochs, BatchedDataset? validation, IReadOnlyList<TrainingCallback> callbacks, IProgress<TrainingProgress>? progress)
{
    private const string KindKey = "kind";
    private readonly Totals _totals = new(core.Trainer.Metrics);
    private readonly Totals _measured = new(core.Trainer.Metrics);
    private readonly Stopwatch _elapsed = new();
    private readonly Stopwatch _learning = new();
    private TimeSpan _reported;
    private long _learned;
    private float _rate;
    private ResumeState _captured = core.Resume;

    private ResumeState Resume => core.Resume;

    private int End => Resume.Start + epochs;

    /// <summary>Trains.</summary>
    public TrainingHistory Run(CancellationToken cancellationToken)
    {
        if (training.Count == 0) throw new DatasetException("data set", $"there must be at least one batch; {training.Source.Count} samples make none of {training.Size}.");
        if (validation?.Count == 0) throw new DatasetException("validation data", $"there must be at least one batch; {validation.Source.Count} samples make none of {validation.Size}.");
        core.Prepare(training);

        // Data that do not fit are found before an epoch is spent on them.
        if (validation is not null) core.Measuring(validation, Math.Min(validation.Size, validation.Source.Count));
        Begin();
        var run = new TrainingRun(core.Memory, core.Weights, core.Trainer.Metrics, validation is not null);
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
                var learnedBefore = (_learned, _learning.Elapsed);
                Learn(reader, cancellationToken);
                Complete(run, validationReader, start, learnedBefore, cancellationToken);
            }

            foreach (var callback in callbacks) callback.OnEnd(run);
            core.IsDone = true;
        }
        catch (OperationCanceledException)
        {
            Capture(run);
            foreach (var callback in callbacks) callback.OnCancel(run);
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
        if (core.IsDone) core.Resume = new ResumeState { Epoch = Resume.Epoch, Start = Resume.Epoch };
        core.IsDone = false;
        if (Resume.Batch > 0 && Resume.Data != Describe())
            throw new TrainingException($"A training that stopped in the middle of an epoch goes on with the same data; it had {Resume.Data}, these are {Describe()}.");
        Resume.Data = Describe();
        Resume.Restore(_totals);
        _captured = Resume with { };
    }

    private void LoadCallbacks()
    {
        if (Resume.Callbacks.Count == 0) return;
        if (Resume.Callbacks.Count != callbacks.Count) throw new TrainingException($"A training goes on with the callbacks that it had, {Resume.Callbacks.Count}; there are {callbacks.Count}.");
        for (var i = 0; i < callbacks.Count; i++)
        {
            var (texts, tensors) = Resume.Callbacks[i];
            if (texts.TryGetValue(KindKey, out var kind) && kind != KindOf(callbacks[i]))
                throw new TrainingException($"A training goes on with the callbacks that it had, in their order; number {i + 1} of them is {kind}, and {KindOf(callbacks[i])} is given. Give them in that order.");
            callbacks[i].Load(texts, tensors);
        }
    }

    private static string KindOf(TrainingCallback callback) => callback.GetType().Name;

    private void Learn(BatchReader reader, CancellationToken cancellationToken)
    {
        reader.Start(Resume.Epoch, Resume.Batch);
        _learning.Start();
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = core.Step;
            _rate = core.SetLearningRate(step);
            var loss = core.Learning(reader.Count).Run(reader, _totals);
            if (!float.IsFinite(loss))
            {
                throw new TrainingException(
                    $"epoch {Resume.Epoch + 1}, batch {Resume.Batch + 1}: the loss must be a number; it is {loss} at a learning rate of {_rate}. Lower the learning rate, or look for extreme values in the data.");
            }

            Resume.Batch++;
            _learned += reader.Count;
            if (progress is not null && _elapsed.Elapsed - _reported >= core.Trainer.ReportInterval) Report(null);
        }

        _learning.Stop();
    }

    private void Complete(TrainingRun run, BatchReader? reader, TimeSpan start, (long Samples, TimeSpan Time) before, CancellationToken cancellationToken)
    {
        var values = _totals.Values();
        if (reader is not null)
        {
            TrainerCore.Measure(reader, _measured, batch => core.Measuring(validation!, batch), cancellationToken);
            foreach (var (name, value) in _measured.Values("val_")) values[name] = value;
        }

        var speed = (_learned - before.Samples) / Math.Max((_learning.Elapsed - before.Time).TotalSeconds, 1e-9);
        var result = new EpochResult(Resume.Epoch, values, _rate, (_elapsed.Elapsed - start).TotalSeconds, speed);
        run.Results.Add(result);
        Report(result);
        (Resume.Epoch, Resume.Batch) = (Resume.Epoch + 1, 0);
        _totals.Clear();
        foreach (var callback in callbacks) callback.OnEpochEnd(run, result);
        Save(run);
    }

    private void Report(EpochResult? completed)
    {
        if (progress is null) return;
        _reported = _elapsed.Elapsed;
        var speed = _learned / Math.Max(_learning.Elapsed.TotalSeconds, 1e-9);
        var left = ((long)(End - Resume.Epoch) * training.SampleCount) - _totals.Samples;
        progress.Report(new TrainingProgress(
            Resume.Epoch - Resume.Start, epochs, Resume.Batch, training.Count, _totals.Samples, _totals.Samples == 0 ? 0 : _totals.Loss / _totals.Samples, _totals.Values(), _rate,
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
        Resume.Capture(_totals);
        Resume.History = [.. run.Results];
        Resume.Callbacks = [.. callbacks.Select(callback =>
        {
            var (texts, tensors) = (new Dictionary<string, string>(), new Dictionary<string, Tensor>());
            callback.Save(texts, tensors);
            texts[KindKey] = KindOf(callback);
            return (texts, tensors);
        })];
        _captured = Resume with { };
    }

    private string Describe()
    {
        var shuffled = training.Source as ShuffledDataset;
        return $"{training.Source.Count} samples in batches of {training.Size}{(training.DropsRemainder ? " without the rest" : "")}, {(shuffled is null ? "not shuffled" : $"shuffled with seed {shuffled.Seed}")}";
    }
}
