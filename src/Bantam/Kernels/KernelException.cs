namespace Bantam.Kernels;

/// <summary>A kernel breaks a rule of the kernel language, or a checked run of it left its buffers.</summary>
public sealed class KernelException(string message) : InvalidOperationException(message);
