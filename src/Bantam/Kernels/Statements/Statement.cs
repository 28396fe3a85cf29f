namespace Bantam.Kernels;

/// <summary>A statement of the kernel language.</summary>
public abstract class Statement;
