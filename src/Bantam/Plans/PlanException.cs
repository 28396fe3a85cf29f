namespace Bantam.Plans;

/// <summary>A graph cannot be planned for a target.</summary>
public sealed class PlanException(string message) : InvalidOperationException(message);
