namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one interpolating kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Taps">The rows of a sum where the kernel unrolls them; null where it loops over any number.</param>
/// <param name="IsWide">Whether rows have more than one element.</param>
public sealed record InterpolateRowsSpec(Target Target, int? Taps, bool IsWide)
{
    private const int MostTaps = 4;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"interpolate-rows {Taps} {IsWide}";

    /// <summary>The number of rows if a kernel unrolls them, else null.</summary>
    public static int? Unrolled(int taps) => taps <= MostTaps ? taps : null;
}
