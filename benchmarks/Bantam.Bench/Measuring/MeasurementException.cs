namespace Bantam.Bench.Measuring;

/// <summary>A system could not be measured; the message is a sentence for people.</summary>
internal sealed class MeasurementException(string message, Exception? inner = null) : Exception(message, inner);
