namespace Bantam.Operators.Pooling;

/// <summary>Pooling with a window, or its gradient.</summary>
internal interface IPool
{
    /// <summary>Window, padding and layout.</summary>
    PoolAttributes Attributes { get; }
}
