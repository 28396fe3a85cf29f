using System.ComponentModel;
using System.Diagnostics;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Serving;

/// <summary>Another program that keeps the last processor busy, with the same priority as this one.</summary>
internal sealed class BusyProcessor : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <exception cref="MeasurementException">This system has no shell, or does not let a program be bound to a processor.</exception>
    public BusyProcessor()
    {
        if (!OperatingSystem.IsLinux()) throw new MeasurementException("Only on Linux a shell is bound to a processor.");
        try
        {
            _process = Process.Start("/bin/sh", ["-c", "while :; do :; done"]);
            _process.ProcessorAffinity = 1 << (Environment.ProcessorCount - 1);
        }
        catch (Win32Exception error)
        {
            _process?.Kill();
            throw new MeasurementException($"A program cannot be bound to a processor here: {error.Message}.");
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
