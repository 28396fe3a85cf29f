namespace Bantam.Bench.Systems;

/// <summary>What a process of PyTorch is asked for.</summary>
/// <param name="Case">The case.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Threads">How many threads compute.</param>
/// <param name="Batch">Samples of a training step.</param>
/// <param name="Data">The file with the batches of a training; null where there is none.</param>
internal sealed record PyTorchTask(string Case, string Metric, int Threads, int Batch, string? Data);
