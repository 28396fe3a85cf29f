namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one softmax kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="IsLogarithm">Whether logarithms of the probabilities are wanted.</param>
/// <param name="Epilogue">What is done with each element before it is stored.</param>
public sealed record SoftmaxSpec(Target Target, bool IsLogarithm, Fusion Epilogue)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"softmax {IsLogarithm} {Epilogue.Key}";
}
