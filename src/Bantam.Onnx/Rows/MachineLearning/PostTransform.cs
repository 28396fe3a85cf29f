namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>What is made of scores; the order is that of the numbers which TreeEnsemble has for them.</summary>
internal enum PostTransform
{
    None,
    Softmax,
    Logistic,
    SoftmaxZero,
    Probit,
}
