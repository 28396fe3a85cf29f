namespace Bantam.Cli.Compiling;

/// <summary>Which loss a page makes smaller.</summary>
internal enum LossKind
{
    /// <summary>Of scores for classes.</summary>
    CrossEntropy,

    /// <summary>Of numbers.</summary>
    MeanSquaredError,
}
