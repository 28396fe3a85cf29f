namespace Bantam.Training.Layers;

/// <summary>What stands for numbers of categories, Keras' <c>output_mode</c>.</summary>
public enum CategoryOutput
{
    /// <summary>The numbers themselves.</summary>
    Int,

    /// <summary>For each number a vector with 1 in its place.</summary>
    OneHot,

    /// <summary>For all numbers of a sample a vector with 1 in the places of those that are there.</summary>
    MultiHot,

    /// <summary>For all numbers of a sample how often each is there.</summary>
    Count,
}
