using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one softmax kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Element">The type of the scores, which kernels compute with as F32.</param>
/// <param name="IsLogarithm">Whether logarithms of the probabilities are wanted.</param>
/// <param name="Epilogue">What is done with each element before it is stored.</param>
public sealed record RowSoftmaxSpec(Target Target, ElementType Element, bool IsLogarithm, Fusion Epilogue)
{
    /// <summary>Whether the first output holds the exponentials until their sum is known, so that each is computed once.</summary>
    public bool KeepsExponentials => !IsLogarithm && Epilogue.Outputs[0].Storage == ElementType.Float;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"softmax {Element} {IsLogarithm} {Epilogue.Key}";
}
