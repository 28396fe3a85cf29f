using System.Globalization;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one kernel that normalizes rows from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsCentred">Whether the mean is taken away.</param>
/// <param name="Epilogue">What is done with each element before it is stored.</param>
public sealed record NormalizeSpec(Target Target, float Epsilon, bool IsCentred, Fusion Epilogue)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"normalize {Epsilon.ToString("R", CultureInfo.InvariantCulture)} {IsCentred} {Epilogue.Key}";
}
