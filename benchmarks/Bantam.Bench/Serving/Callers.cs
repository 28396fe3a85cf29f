using System.Diagnostics;
using Bantam.Bench.Measuring;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Bench.Serving;

/// <summary>Threads that call one model over and over, each with another batch size than the last time.</summary>
internal sealed class Callers
{
    private readonly Model _model;
    private readonly Tensor[] _inputs = [.. Enumerable.Range(1, ServingNet.MostSamples).Select(ServingNet.Images)];
    private readonly Tensor[] _expected;

    /// <summary>Callers of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="judge">The same model, which nobody else calls: what it gives is right.</param>
    public Callers(Model model, Model judge)
    {
        _model = model;
        _expected = [.. _inputs.Select(judge.Run)];
    }

    /// <summary>Milliseconds a sample of all callers together: by the clock, and of processors.</summary>
    /// <param name="count">How many threads call.</param>
    /// <param name="duration">How long.</param>
    /// <exception cref="MeasurementException">An answer was wrong by a bit.</exception>
    public (double Elapsed, double Processor) Call(int count, TimeSpan duration)
    {
        var (samples, wrong) = (0L, 0L);
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, count).Select(caller => new Thread(() =>
        {
            for (var i = caller; clock.Elapsed < duration; i++)
            {
                var (input, expected) = (_inputs[i % _inputs.Length], _expected[i % _inputs.Length]);
                if (!_model.Run(input).Bytes.SequenceEqual(expected.Bytes)) Interlocked.Increment(ref wrong);
                Interlocked.Add(ref samples, input.Shape[0].Size);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (wrong > 0) throw new MeasurementException($"{wrong} answers to {count} callers were not those to one.");
        return (clock.Elapsed.TotalMilliseconds / samples, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / samples);
    }
}
