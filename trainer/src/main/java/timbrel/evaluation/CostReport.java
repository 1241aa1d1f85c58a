package timbrel.evaluation;

/// How heavy is the instrument? Multiply-adds are computed from its configuration; speeds were
/// measured here and now, on one core, and hold for this machine.
///
/// @param parameters of all parts
/// @param codecParameters of the codec
/// @param tokenModelParameters of the token model
/// @param classifierParameters of the classifier
/// @param fileBytes size of the instrument file
/// @param decoderMultiplyAdds per second of sound
/// @param tokenModelMultiplyAdds per second of sound, without attention's growing part
/// @param encodeTimesRealTime seconds of sound encoded per second
/// @param decodeTimesRealTime seconds of sound decoded per second
/// @param generateTimesRealTime seconds of sound generated per second, tokens and decoding
/// @param peakMemoryBytes of the process that measured, with all that it needed for measuring
/// @param trainingMinutes from the card
/// @param trainingWattHours from the card, estimated
/// @param energyFormula how that was estimated
public record CostReport(
    long parameters,
    long codecParameters,
    long tokenModelParameters,
    long classifierParameters,
    long fileBytes,
    long decoderMultiplyAdds,
    long tokenModelMultiplyAdds,
    double encodeTimesRealTime,
    double decodeTimesRealTime,
    double generateTimesRealTime,
    long peakMemoryBytes,
    double trainingMinutes,
    double trainingWattHours,
    String energyFormula) {}
