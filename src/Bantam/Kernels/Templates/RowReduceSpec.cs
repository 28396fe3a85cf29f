using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one kernel that folds rows from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Element">The type of the elements that are folded.</param>
/// <param name="Reduction">How elements are folded.</param>
/// <param name="Prologue">What is computed from the inputs before folding; it has one result and stores nothing.</param>
/// <param name="Epilogue">What is done with each fold before it is stored.</param>
public sealed record RowReduceSpec(Target Target, ElementType Element, Reduction Reduction, Fusion Prologue, Fusion Epilogue)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"row-reduce {Element} {Reduction.Op} {Prologue.Key} | {Epilogue.Key}";
}
