namespace Bantam.Onnx.Rows;

/// <summary>What an initializer is to a node that reads it.</summary>
internal enum WeightRole
{
    /// <summary>A constant.</summary>
    None,

    /// <summary>A state that training keeps or averages and does not follow a gradient of.</summary>
    Kept,

    /// <summary>A weight.</summary>
    Trained,
}
