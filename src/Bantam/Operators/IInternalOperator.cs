namespace Bantam.Operators;

/// <summary>An operator that training and plans need and ONNX lacks; a graph that is saved must not have one.</summary>
public interface IInternalOperator;
