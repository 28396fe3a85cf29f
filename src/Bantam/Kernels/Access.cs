namespace Bantam.Kernels;

/// <summary>What a kernel does with a buffer.</summary>
[Flags]
public enum Access
{
    /// <summary>Loads from it.</summary>
    Read = 1,

    /// <summary>Stores to it.</summary>
    Write = 2,

    /// <summary>Both.</summary>
    ReadWrite = Read | Write,
}
